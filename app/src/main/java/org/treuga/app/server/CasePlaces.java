package org.treuga.app.server;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.treuga.app.page.PlaceName;

/**
 * Reads {@code places.csv} of a case: {@code name, lat, lon, source} and a {@code name_xx} for each
 * language, most important first. A row that cannot be read is left out: a map without one name is
 * still a map.
 */
final class CasePlaces {

  private static final int MOST = 2_000;

  private CasePlaces() {}

  static List<PlaceName> read(byte[] file) {
    List<PlaceName> places = new ArrayList<>();
    String text = new String(file, StandardCharsets.UTF_8);
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : rows) {
        if (places.size() < MOST) {
          add(places, row);
        }
      }
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException("a text in memory can be read", impossible);
    }
    return places;
  }

  private static void add(List<PlaceName> places, NamedCsvRecord row) {
    Map<String, String> names = new HashMap<>();
    row.getFieldsAsMap()
        .forEach((column, value) -> {
          if (column.equals("name")) {
            names.put("", value);
          } else if (column.startsWith("name_")) {
            names.put(column.substring("name_".length()), value);
          }
        });
    try {
      double latitude = Double.parseDouble(row.findField("lat").orElse(""));
      double longitude = Double.parseDouble(row.findField("lon").orElse(""));
      if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
        places.add(new PlaceName(names, latitude, longitude, row.findField("source").orElse("")));
      }
    } catch (NumberFormatException _noPosition) {
      // Left out, as the class says.
    }
  }
}
