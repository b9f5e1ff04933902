package org.treuga.app.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.treuga.report.Assessment;

/**
 * The page of an assessment: one HTML file that asks nothing of anybody. It holds its style, script
 * and fonts, and a policy that lets a browser run and load just these.
 *
 * <p>Everything is in the HTML; the script only opens, filters and links what is there. The same
 * assessment gives the same bytes. Stateless; safe for any number of threads.
 */
public final class ReportPage {

  /**
   * What the page was made from.
   *
   * @param version of this program
   * @param inputs in the order in which they should be listed
   */
  public record Provenance(String version, List<Input> inputs) {
    public Provenance {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A file that was read.
   *
   * @param name as a reader may look for it
   * @param sha256 lower-case hex
   */
  public record Input(String name, String sha256) {}

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, ReportPage.class.getClassLoader(), "org.treuga.app.page");

  private ReportPage() {}

  /** The whole page, to be written as UTF-8. */
  public static String render(Assessment assessment, Provenance provenance) {
    Page page = new PageMaker(Texts.in("en"), assessment, provenance).page(frame());
    StringOutput output = new StringOutput(1 << 20);
    TEMPLATES.render("report.jte", page, output);
    return output.toString();
  }

  private static Page.Frame frame() {
    String style = resource("report.css");
    // The one way out of a script element is its end tag, which no program needs to spell.
    String script =
        resource("report.js").replace("</script", "<\\/script").replace("<!--", "<\\!--");
    String policy =
        "default-src 'none'; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";
    return new Page.Frame(policy, style, script);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256; use another", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar; build it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }
}
