package org.treuga;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The fences of the house: which room may look into which. ARCHITECTURE.md says why. */
class HouseTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.treuga");

  /** Left may look right, and nothing else of ours. */
  private static final Map<String, List<String>> MAY_SEE = new LinkedHashMap<>();

  static {
    MAY_SEE.put("time", List.of());
    MAY_SEE.put("place", List.of("time"));
    MAY_SEE.put("agreement", List.of("time", "place"));
    MAY_SEE.put("process", List.of("agreement", "time"));
    MAY_SEE.put("evidence", List.of("time", "place"));
    MAY_SEE.put("incident", List.of("evidence", "time", "place"));
    MAY_SEE.put("finding", List.of("incident", "agreement", "evidence", "time", "place"));
    MAY_SEE.put(
        "report",
        List.of("process", "finding", "incident", "agreement", "evidence", "time", "place"));
    MAY_SEE.put("ledger", List.of());
    MAY_SEE.put(
        "wire",
        List.of(
            "report", "process", "finding", "incident", "agreement", "evidence", "time", "place"));
    MAY_SEE.put("connectors", List.of("evidence", "agreement", "time", "place", "wire"));
  }

  @Test
  void each_room_looks_only_where_the_house_allows() {
    MAY_SEE.forEach((room, seen) -> {
      List<String> allowed = new ArrayList<>(List.of("org.treuga." + room + ".."));
      seen.forEach(other -> allowed.add("org.treuga." + other + ".."));
      noClasses()
          .that()
          .resideInAPackage("org.treuga." + room + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "classes of ours outside " + allowed,
                  (JavaClass other) ->
                      other.getPackageName().startsWith("org.treuga")
                          && allowed.stream().noneMatch(p -> isWithin(other.getPackageName(), p))))
          .check(HOUSE);
    });
  }

  private static boolean isWithin(String name, String pattern) {
    String prefix = pattern.substring(0, pattern.length() - 2);
    return name.equals(prefix) || name.startsWith(prefix + ".");
  }

  @Test
  void the_core_reads_no_clock_and_no_default_of_the_machine() {
    noClasses()
        .that(areOfTheCore())
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(java.util.Locale.class, "getDefault")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.util.SplittableRandom.class)
        .check(HOUSE);
  }

  @Test
  void the_core_speaks_no_SQL_and_opens_no_socket() {
    noClasses()
        .that(areOfTheCore())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.net.http..")
        .check(HOUSE);
  }

  @Test
  void in_the_core_only_wire_knows_JSON_and_YAML() {
    noClasses()
        .that(areOfTheCore())
        .and()
        .resideOutsideOfPackage("org.treuga.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "org.snakeyaml..")
        .check(HOUSE);
  }

  @Test
  void in_the_core_only_place_speaks_JTS() {
    noClasses()
        .that(areOfTheCore())
        .and()
        .resideOutsideOfPackage("org.treuga.place..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.locationtech..")
        .check(HOUSE);
  }

  @Test
  void SQL_lives_in_the_store() {
    noClasses()
        .that()
        .resideInAPackage("org.treuga..")
        .and()
        .resideOutsideOfPackage("org.treuga.app.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .check(HOUSE);
  }

  @Test
  void Bouncy_Castle_lives_in_stamp() {
    noClasses()
        .that()
        .resideInAPackage("org.treuga..")
        .and()
        .resideOutsideOfPackage("org.treuga.app.stamp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(HOUSE);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .that()
        .resideInAPackage("org.treuga..")
        // Made from templates, whose parameters cannot be null.
        .and()
        .haveNameNotMatching(".*\\.Jte[^.]*")
        .should(
            new ArchCondition<>("lie in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                    new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " is not @NullMarked"));
              }
            })
        .check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> areOfTheCore() {
    return DescribedPredicate.describe(
        "are of the core",
        type ->
            type.getPackageName().startsWith("org.treuga")
                && !type.getPackageName().startsWith("org.treuga.app")
                && !type.getPackageName().startsWith("org.treuga.connectors")
                && !type.getPackageName().startsWith("org.treuga.flink")
                && !type.getPackageName().startsWith("org.treuga.bench"));
  }
}
