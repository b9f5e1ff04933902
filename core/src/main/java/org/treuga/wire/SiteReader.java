package org.treuga.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Outline;

/** Reads the protected objects of a case from GeoJSON (RFC 7946). */
public final class SiteReader {

  /**
   * @param properties as the file has them
   */
  public record Site(String id, Outline outline, Json.Obj properties) {}

  private SiteReader() {}

  /**
   * @param file its name, for sentences about it
   * @throws UnreadableInput naming file and line
   */
  public static List<Site> read(String file, byte[] bytes) {
    return new AreaReader(new ArrayList<>()).sites(Path.of(file), bytes);
  }
}
