package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.evidence.UnreadableInput;

/** A map of the user's own lies under the incidents, and never instead of them. */
class OwnMapTest {

  @Test
  void a_map_of_the_users_own_is_drawn_under_the_marks_and_named_as_such(@TempDir Path folder)
      throws IOException {
    Path tiles = Files.write(folder.resolve("own.pmtiles"), archive(Color.MAGENTA));
    try (WorkbenchScene scene =
        WorkbenchScene.open(folder.resolve("data"), CaseServer.BUNDLED, tiles)) {
      Page page = scene.look(new Browser.NewContextOptions().setViewportSize(1280, 800), "picture");
      PlaywrightAssertions.assertThat(page.locator(".map[data-tiles=shown]")).isVisible();
      PlaywrightAssertions.assertThat(page.locator(".map .own")).containsText("Chart of a museum");
      page.waitForFunction("() => Number(document.querySelector('.map').dataset.marks) > 0");
      assertThat(pinkness(page)).isGreaterThan(30);
      WorkbenchScene.assertAccessible(page);
      assertThat(scene.troubles()).isEmpty();
    }
  }

  /** How much more red and blue than green the corner of the map has, once it is drawn. */
  private static int pinkness(Page page) throws IOException {
    for (int attempt = 0; ; attempt++) {
      BufferedImage seen =
          ImageIO.read(new ByteArrayInputStream(page.locator(".map .ground").screenshot()));
      Color corner = new Color(seen.getRGB(seen.getWidth() / 2, seen.getHeight() - 60));
      int pinkness = Math.min(corner.getRed(), corner.getBlue()) - corner.getGreen();
      if (pinkness > 30 || attempt == 20) {
        return pinkness;
      }
      page.waitForTimeout(250);
    }
  }

  @Test
  void only_the_part_that_is_asked_for_is_sent(@TempDir Path folder) throws Exception {
    byte[] archive = archive(Color.GRAY);
    Path tiles = Files.write(folder.resolve("own.pmtiles"), archive);
    try (Workbench workbench = new Workbench(folder.resolve("data"), null, InstantSource.system());
        Server server = Server.start(workbench, 0, tiles)) {
      HttpResponse<byte[]> part =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server.url() + "tiles.pmtiles"))
                      .header("Range", "bytes=100-126")
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(archive, 100, 127));
      assertThat(part.headers().firstValue("Content-Range"))
          .hasValue("bytes 100-126/" + archive.length);
    }
  }

  @Test
  void a_file_that_is_no_archive_is_refused_before_anything_is_served(@TempDir Path folder)
      throws IOException {
    Path tiles = Files.writeString(folder.resolve("own.pmtiles"), "SQLite format 3");
    try (Workbench workbench =
        new Workbench(folder.resolve("data"), null, InstantSource.system())) {
      assertThatThrownBy(() -> Server.start(workbench, 0, tiles))
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("own.pmtiles")
          .hasMessageContaining("PMTiles archive of version 3");
    }
  }

  /** One tile of one colour for the whole world, as PMTiles version 3 has it. */
  private static byte[] archive(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    drawing.setColor(colour);
    drawing.fillRect(0, 0, 256, 256);
    drawing.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    byte[] about = "{\"name\":\"Chart of a museum\"}".getBytes(StandardCharsets.UTF_8);
    byte[] root = directory(png.size());
    ByteBuffer all =
        ByteBuffer.allocate(127 + root.length + about.length + png.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    all.put("PMTiles".getBytes(StandardCharsets.US_ASCII)).put((byte) 3);
    long at = 127;
    for (int length : new int[] {root.length, about.length, 0, png.size()}) {
      all.putLong(at).putLong(length);
      at += length;
    }
    all.putLong(1).putLong(1).putLong(1);
    byte clustered = 1;
    byte plain = 1;
    byte tilesOfPng = 2;
    all.put(clustered).put(plain).put(plain).put(tilesOfPng);
    byte only = 0;
    all.put(only).put(only);
    all.putInt(-1_800_000_000).putInt(-850_000_000).putInt(1_800_000_000).putInt(850_000_000);
    all.put(only).putInt(0).putInt(0);
    return all.put(root).put(about).put(png.toByteArray()).array();
  }

  /** One entry: tile 0, once, so many bytes, at the begin. */
  private static byte[] directory(int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int value : new int[] {1, 0, 1, length, 1}) {
      int rest = value;
      while (rest > 127) {
        out.write(rest & 127 | 128);
        rest >>>= 7;
      }
      out.write(rest);
    }
    return out.toByteArray();
  }
}
