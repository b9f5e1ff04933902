package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treuga.report.Assessment;

class BundledCaseTest {

  private static final int LARGEST_BYTES = 3 << 20;

  @Test
  void bundled_cases_make_pages_that_a_mail_can_carry() throws Exception {
    for (Path folder : BundledCase.folders()) {
      Assessment assessment = BundledCase.assess(folder);
      long start = System.nanoTime();
      String html = ReportPage.render(assessment, new ReportPage.Provenance("test", List.of()));
      long first = System.nanoTime();
      ReportPage.render(assessment, new ReportPage.Provenance("test", List.of()));
      long second = System.nanoTime();
      byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
      Path out = Path.of("target/report-page", folder.getFileName() + ".html");
      Files.createDirectories(out.getParent());
      Files.write(out, bytes);
      System.out.println(
          folder.getFileName()
              + ": "
              + bytes.length / 1024
              + " KiB, first "
              + (first - start) / 1_000_000
              + " ms, second "
              + (second - first) / 1_000_000
              + " ms");
      assertThat(bytes.length).isLessThan(LARGEST_BYTES);
    }
  }
}
