package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.evidence.Rejection;

/** Every code has the bad record that earned it, and stands in the documentation. */
class RejectionCodesTest {

  @TempDir private Path folder;

  /** For each fault of a cell a value that has it. */
  private static final Map<Fault, String> BAD_CELLS = new TreeMap<>();

  static {
    BAD_CELLS.put(Fault.AXIS_LETTER, "48.5N");
    BAD_CELLS.put(Fault.BARE_NUMBER, "45741");
    BAD_CELLS.put(Fault.DAY_MONTH_ORDER, "05.04.2025");
    BAD_CELLS.put(Fault.MISSING, "");
    BAD_CELLS.put(Fault.NO_CLOCK, "2025-03-20");
    BAD_CELLS.put(Fault.NO_OFFSET, "2025-03-20T02:00:00");
    BAD_CELLS.put(Fault.NOT_A_CODE, "Testland");
    BAD_CELLS.put(Fault.NOT_A_COUNT, "a few");
    BAD_CELLS.put(Fault.NOT_A_DAY, "2025-03");
    BAD_CELLS.put(Fault.NOT_A_DIGEST, "abc");
    BAD_CELLS.put(Fault.NOT_A_GRADE, "7");
    BAD_CELLS.put(Fault.NOT_A_TIME, "25:10");
    BAD_CELLS.put(Fault.NOT_AN_INSTANT, "today");
    BAD_CELLS.put(Fault.NOT_DEGREES, "0x1p3");
    BAD_CELLS.put(Fault.NOT_METERS, "-5");
    BAD_CELLS.put(Fault.OFFSET_AGAINST_ZONE, "2025-03-20T02:00:00+05:00[Europe/Berlin]");
    BAD_CELLS.put(Fault.OUT_OF_ORDER, "9");
    BAD_CELLS.put(Fault.OUT_OF_RANGE, "384.25");
    BAD_CELLS.put(Fault.SPREADSHEET_ERROR, "#N/A");
    BAD_CELLS.put(Fault.UNKNOWN_WORD, "whatever");
    BAD_CELLS.put(Fault.UNUSABLE, "two\nlines");
    BAD_CELLS.put(Fault.ZONE_NAME, "2025-03-20T02:00:00 EET");
    BAD_CELLS.put(Fault.BEFORE_FROM, "2025-03-20T02:00:00Z");
  }

  /** Whole files for what no single cell can be guilty of. */
  private static final List<String> BAD_FILES =
      List.of(
          "id,lat,lon\nr1,1\n",
          "id,lat,lon\nr1,1,2,3\n",
          "id,lat,lon\n\"r1\"x,1,2\n",
          "id,summary\nr1,a\nr1,b\n",
          "{\"id\": \"r1\"\n{\"id\": \"r2\"}\n",
          "{\"id\": \"r1\"} {\"id\": \"r2\"}\n",
          "{\"id\": \"r1\", \"x\": " + "[".repeat(70) + "]".repeat(70) + "}\n",
          "{\"id\": \"r1\", \"ID\": \"r1\"}\n",
          "{\"id\": \"r1\", \"act\": [1]}\n",
          "{\"id\": 1.5}\n",
          "[1]\n",
          feature("{\"type\": \"Point\", \"coordinates\": []}"),
          feature("{\"type\": \"Point\", \"coordinates\": [1]}"),
          feature("{\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}"),
          feature("{\"type\": \"Point\", \"coordinates\": [1, 2]}"));

  private static String feature(String geometry) {
    return "{\"type\": \"Feature\", \"properties\": {\"id\": \"r1\", \"lat\": 9, \"lon\": 1},"
        + " \"geometry\": "
        + geometry
        + "}\n";
  }

  @Test
  void every_code_is_earned_by_a_bad_record() {
    TreeSet<String> earned = new TreeSet<>();
    Desk desk = new Desk(folder);
    for (String file : BAD_FILES) {
      desk.read("r", file).rejected().stream().map(Rejection::code).forEach(earned::add);
    }
    TreeSet<String> codes = new TreeSet<>(Column.allCodes());
    for (Column column : Column.ALL) {
      for (Fault fault : BAD_CELLS.keySet()) {
        String code = "reports." + column.word() + "." + fault.word();
        if (codes.contains(code) && !earned.contains(code)) {
          String file = Desk.csvOf(cells(column, BAD_CELLS.get(fault)));
          List<Rejection> rejected = desk.read("r.csv", file).rejected();
          assertThat(rejected).extracting(Rejection::code).as(file).containsExactly(code);
          earned.add(code);
        }
      }
    }

    assertThat(earned).isEqualTo(codes);
  }

  /** The bad cell and what else the row needs so that this cell is the one at fault. */
  private static String[] cells(Column column, String bad) {
    Map<String, String> cells = new TreeMap<>();
    switch (column) {
      case ID -> cells.put("summary", "x"); // a row without any text is no row
      case LAT -> cells.put("lon", "35.25");
      case LON -> cells.put("lat", "48.5");
      case DATE -> cells.put("time_if_known", "05:30");
      case TIME -> cells.put("date", "2025-03-20");
      case OCCURRED_TO -> cells.put("occurred_from", "2025-03-21T02:00:00Z");
      case T_TO_UTC -> cells.put("t_from_utc", "2025-03-21T02:00:00Z");
      default -> {
        if (column.word().endsWith("_low") && bad.equals("9")) {
          cells.put(column.word().replace("_low", "_best"), "5");
        }
      }
    }
    cells.put(column == Column.ID ? "observation_id" : column.word(), bad);
    List<String> flat = new ArrayList<>();
    cells.forEach((name, value) -> flat.addAll(List.of(name, value)));
    return flat.toArray(new String[0]);
  }

  @Test
  void the_documentation_lists_every_code_and_no_other() throws IOException {
    TreeSet<String> documented = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("`(reports\\.[a-z0-9_.{},-]+)`").matcher(Files.readString(page()));
    while (matcher.find()) {
      if (!matcher.group(1).endsWith(".csv")) {
        documented.addAll(expanded(matcher.group(1)));
      }
    }

    assertThat(documented).isEqualTo(new TreeSet<>(Column.allCodes()));
  }

  private static List<String> expanded(String code) {
    int open = code.indexOf('{');
    if (open < 0) {
      return List.of(code);
    }
    List<String> codes = new ArrayList<>();
    for (String word : code.substring(open + 1, code.indexOf('}')).split(",")) {
      codes.add(code.substring(0, open) + word + code.substring(code.indexOf('}') + 1));
    }
    return codes;
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/reports.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no docs/reports.md above");
    }
    return folder.resolve("docs/reports.md");
  }

  @Test
  void codes_do_not_depend_on_the_language_of_the_machine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(Column.allCodes()).allMatch(code -> code.matches("[a-z0-9_.-]+"));
      assertThat(
              Desk.only(new Desk(folder).read("r.csv", "ID,LAT,LON,KIND\nr1,1,2,CLAIM\n")).kind())
          .hasToString("CLAIM");
    } finally {
      Locale.setDefault(before);
    }
  }
}
