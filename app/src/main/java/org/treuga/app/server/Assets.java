package org.treuga.app.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Script, style, fonts and basemap of the pages, from the jar. */
final class Assets {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "json", "application/json",
          "geojson", "application/geo+json",
          "bin", "application/octet-stream",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  void serve(Context request) {
    String name = request.pathParam("name");
    if (!NAME.matcher(name).matches()) {
      throw new Refused(404, "there is no such file");
    }
    byte[] bytes = known.computeIfAbsent(name, Assets::read);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || bytes.length == 0) {
      throw new Refused(404, "there is no such file");
    }
    request.header("Cache-Control", "no-cache");
    request.contentType(type);
    Etags.send(request, bytes);
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/org/treuga/app/workbench/" + name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(name + " cannot be read from the jar", failed);
    }
  }
}
