package org.treuga.bench.picture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes a copy of the exercise case with as many invented reports as asked for: {@code
 * ManyIncidents CASE OUT COUNT [SEED]}. The same seed makes the same bytes.
 */
public final class ManyIncidents {

  private static final Instant FIRST = Instant.parse("2031-02-20T00:00:00Z");
  private static final int DAYS = 40;
  private static final List<String> PRECISIONS =
      List.of("exact", "facility", "settlement", "settlement", "district", "region");
  private static final List<String> CLASSES =
      List.of("harbour.quay", "harbour.store", "harbour.crane", "vessel.fishing", "vessel.cargo");
  private static final List<String> ACTS =
      List.of("fire.shelling", "fire.drone", "fire.small_arms");
  private static final List<String> SIDES = List.of("Velmora", "Tarnis");
  private static final List<String> SOURCES =
      List.of("velmora-gazette", "tarnis-courier", "strait-radio");

  private ManyIncidents() {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    copy(Path.of(args[0]), out);
    write(
        out.resolve("reports.csv"),
        Integer.parseInt(args[2]),
        new Random(args.length > 3 ? Long.parseLong(args[3]) : 18));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }

  private static void write(Path file, int count, Random random) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "observation_id,kind,source_id,occurred_from,occurred_to,published_at,lat,lon,precision,"
              + "place_name,admin1,object_class,object_name,act,alleged_actor,claimed_by,url,summary\n");
      for (int i = 0; i < count; i++) {
        out.write(row(i, random));
      }
    }
  }

  private static String row(int number, Random random) {
    Instant from = FIRST.plusSeconds(random.nextInt(DAYS * 86_400));
    int town = random.nextInt(400);
    return String.format(
        Locale.ROOT,
        "N%06d,claim,%s,%s,%s,%s,%.4f,%.4f,%s,Town %d,Shire %d,%s,Object %d,%s,%s,%s,"
            + "https://example.org/n%d,Invented report number %d near town %d%n",
        number,
        of(SOURCES, random),
        from,
        from.plusSeconds(60L * (1 + random.nextInt(600))),
        from.plusSeconds(86_400L + random.nextInt(86_400)),
        -45 + 2 * Math.sin(town) + random.nextGaussian() * 0.05,
        -130 + 3 * Math.cos(town * 1.7) + random.nextGaussian() * 0.05,
        of(PRECISIONS, random),
        town,
        town % 12,
        of(CLASSES, random),
        random.nextInt(5_000),
        of(ACTS, random),
        of(SIDES, random),
        of(SIDES, random) + " coast guard",
        number,
        number,
        town);
  }

  private static String of(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
