package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.treuga.app.store.StoreFailure;

/**
 * The ledger's files for programs that follow a log (C2SP tlog-tiles): checkpoint, key and tiles,
 * to be read only.
 */
final class LedgerRoutes {

  /** A number in groups of three digits, all but the last after an x. */
  private static final String NUMBER = "(x[0-9]{3}/){0,5}[0-9]{3}";

  /** The width of a tile that is not full. */
  private static final String PARTIAL = "(\\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?";

  private static final Pattern TILE = Pattern.compile("tile/(entries|[0-7])/" + NUMBER + PARTIAL);

  private static final String FULL_TILE_LASTS = "max-age=31536000, immutable";

  private final Workbench workbench;

  LedgerRoutes(Workbench workbench) {
    this.workbench = workbench;
  }

  void add(RoutesConfig routes) {
    FeatureRoutes.get(routes, "/ledger/<file>", this::file);
  }

  private void file(Context request) {
    String name = request.pathParam("file");
    boolean tile = TILE.matcher(name).matches();
    if (!tile && !name.equals("checkpoint") && !name.equals("vkey")) {
      throw new Refused(404, "checkpoint, vkey or a tile was expected");
    }
    Path file = workbench.readDirectory(directory -> directory.ledgerFolder()).resolve(name);
    byte[] bytes = read(file);
    request.header("Cache-Control", tile ? FULL_TILE_LASTS : "no-cache");
    request.contentType(tile ? "application/octet-stream" : "text/plain; charset=utf-8");
    Etags.send(request, bytes);
  }

  private static byte[] read(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        return Files.readAllBytes(file);
      }
    } catch (IOException failed) {
      throw new StoreFailure("cannot read the ledger's file " + file.getFileName(), failed);
    }
    throw new Refused(404, "the ledger has no such file");
  }
}
