package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, mostly beside a jar and JDKs that are only pretended: scripts that say their
 * version. Nothing here builds.
 */
class LauncherTest {

  /** Newer than any real JDK of this machine, so that the search must end at it. */
  private static final String NEWEST = "99";

  @TempDir private Path temporary = Path.of("");

  private record Run(int exit, String out, String err) {}

  @BeforeEach
  void needs_bash() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no /bin/bash");
  }

  @Test
  void newer_jdk_is_found_where_path_and_java_home_are_too_old() throws Exception {
    Path home = checkout();
    Path old = jdk("old", "17");
    jdk("home/.jdks/new", NEWEST);

    Run run = launch(home, Map.of("JAVA_HOME", old.toString(), "PATH", pathWith(old)), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("java " + NEWEST + " ");
  }

  @Test
  void java_home_is_taken_where_it_is_the_newest() throws Exception {
    Path newest = jdk("mine", NEWEST);

    Run run = launch(checkout(), Map.of("JAVA_HOME", newest.toString()), "--version");

    assertThat(run.out()).startsWith("java " + NEWEST + " ");
  }

  @Test
  void treuga_java_home_goes_before_a_newer_one() throws Exception {
    Path chosen = jdk("chosen", "21");
    jdk("home/.jdks/new", NEWEST);

    Run run = launch(checkout(), Map.of("TREUGA_JAVA_HOME", chosen.toString()), "--version");

    assertThat(run.out()).startsWith("java 21 ");
  }

  @Test
  void treuga_java_home_that_is_no_jdk_is_refused_in_a_sentence() throws Exception {
    Run run = launch(checkout(), Map.of("TREUGA_JAVA_HOME", "/no/such/jdk"), "assess", "somewhere");

    assertThat(run)
        .isEqualTo(new Run(2, "", "treuga: TREUGA_JAVA_HOME is /no/such/jdk, which is no JDK\n"));
  }

  @Test
  void treuga_java_home_that_is_too_old_is_refused_in_a_sentence() throws Exception {
    Path old = jdk("old", "17");

    Run run = launch(checkout(), Map.of("TREUGA_JAVA_HOME", old.toString()), "--version");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("treuga: TREUGA_JAVA_HOME is a JDK 17; 21 or newer is needed\n");
  }

  @Test
  void words_reach_the_program_as_they_were_given() throws Exception {
    Path newest = jdk("mine", NEWEST);

    Run run =
        launch(
            checkout(),
            Map.of("TREUGA_JAVA_HOME", newest.toString()),
            "assess",
            "a folder",
            "--as-of",
            "",
            "*");

    assertThat(run.out()).endsWith("<assess><a folder><--as-of><><*>\n");
  }

  @Test
  void link_to_the_launcher_finds_its_checkout() throws Exception {
    Path newest = jdk("mine", NEWEST);
    Path home = checkout();
    Path link = Files.createSymbolicLink(temporary.resolve("link"), home.resolve("treuga"));

    Run run = launch(link, Map.of("TREUGA_JAVA_HOME", newest.toString()), List.of("--version"));

    assertThat(run.out()).contains("-jar><" + home.toRealPath().resolve("app/target/treuga.jar"));
  }

  @Test
  void exit_code_of_the_program_is_that_of_the_launcher() throws Exception {
    Path newest = jdk("mine", NEWEST);

    Run run =
        launch(
            checkout(), Map.of("TREUGA_JAVA_HOME", newest.toString(), "PRETEND_EXIT", "1"), "lint");

    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void real_jar_runs_where_java_is_17() throws Exception {
    Path old = realJdk17();
    assumeTrue(old != null, "skipped: there is no JDK 17 among the JVMs of this system");
    assumeTrue(isFresh(), "skipped: app/target/treuga.jar is missing or older than the sources");
    String java = Objects.requireNonNull(old).toString();

    Run run =
        launch(
            Program.ROOT.resolve("treuga"),
            Map.of("JAVA_HOME", java, "PATH", java + "/bin:" + System.getenv("PATH")),
            List.of("--version"));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("treuga ");
  }

  // --- a checkout and JDKs that are pretended

  /** The launcher with a jar that no source is newer than, and the archive of an earlier run. */
  private Path checkout() throws IOException {
    Path home = temporary.resolve("checkout");
    Program.write(home.resolve("app/target/treuga.jar"), "a jar");
    for (String feature : List.of("21", NEWEST)) {
      Program.write(home.resolve("app/target/treuga." + feature + ".archive"), "an archive");
    }
    Path launcher = home.resolve("treuga");
    Files.copy(Program.ROOT.resolve("treuga"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private Path jdk(String name, String feature) throws IOException {
    Path jdk = temporary.resolve(name);
    String script =
        """
        #!/bin/bash
        printf 'java %s '
        printf '<%%s>' "$@"
        echo
        exit ${PRETEND_EXIT:-0}
        """
            .formatted(feature);
    for (String program : List.of("java", "javac")) {
      Path file = Program.write(jdk.resolve("bin/" + program), script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Program.write(jdk.resolve("release"), "JAVA_VERSION=\"" + feature + ".0.1\"\n");
    return jdk;
  }

  private static String pathWith(Path jdk) {
    return jdk.resolve("bin") + ":/usr/bin:/bin";
  }

  private static @Nullable Path realJdk17() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> jdks = Files.list(folder)) {
      return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")))
          .filter(jdk ->
              Files.isReadable(jdk.resolve("release"))
                  && Program.text(jdk.resolve("release")).contains("JAVA_VERSION=\"17"))
          .findFirst()
          .orElse(null);
    }
  }

  /** Whether the launcher would run at once: the same question that it asks. */
  private static boolean isFresh() throws IOException {
    Path jar = Program.ROOT.resolve("app/target/treuga.jar");
    if (!Files.exists(jar)) {
      return false;
    }
    for (String module : List.of("core", "connectors", "app")) {
      Path folder = Program.ROOT.resolve(module);
      try (Stream<Path> files =
          Stream.concat(
              Stream.of(Program.ROOT.resolve("pom.xml"), folder.resolve("pom.xml")),
              Files.walk(folder.resolve("src/main")))) {
        long built = Files.getLastModifiedTime(jar).toMillis();
        if (files
            .filter(file -> !file.toString().contains("node_modules"))
            .filter(Files::isRegularFile)
            .anyMatch(file -> file.toFile().lastModified() >= built)) {
          return false;
        }
      }
    }
    return true;
  }

  private Run launch(Path checkout, Map<String, String> environment, String... words)
      throws Exception {
    return launch(checkout.resolve("treuga"), environment, List.of(words));
  }

  private Run launch(Path launcher, Map<String, String> environment, List<String> words)
      throws Exception {
    Path out = temporary.resolve("stdout");
    Path err = temporary.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", launcher.toString());
    builder.command().addAll(words);
    Map<String, String> clean = new HashMap<>(environment);
    clean.putIfAbsent("PATH", "/usr/bin:/bin");
    clean.put("HOME", temporary.resolve("home").toString());
    builder.environment().clear();
    builder.environment().putAll(clean);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("the launcher ended in time").isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
