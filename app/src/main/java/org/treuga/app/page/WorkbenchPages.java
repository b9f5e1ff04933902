package org.treuga.app.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts the pages of the workbench into HTML. Stateless; safe for any number of threads. */
public final class WorkbenchPages {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, WorkbenchPages.class.getClassLoader(), "org.treuga.app.page");

  private WorkbenchPages() {}

  /** The address of an incident's page. */
  public static String incident(String caseId, String id) {
    return "/c/"
        + caseId
        + "/i/"
        + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param template name of the file in {@code workbench/}, without its ending
   * @param model what the page shows
   */
  public static String render(String template, Shell shell, Object model) {
    StringOutput output = new StringOutput(1 << 16);
    TEMPLATES.render(
        "workbench/" + template + ".jte", Map.of("shell", shell, "model", model), output);
    return output.toString();
  }
}
