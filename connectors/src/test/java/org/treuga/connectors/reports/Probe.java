package org.treuga.connectors.reports;

import java.nio.file.*;
import java.util.List;
import org.treuga.evidence.*;

class Probe {
  public static void main(String[] a) {
    ReportRules rules = ReportRules.ofCase(Path.of(a[0]));
    for (int i = 1; i < a.length; i++) {
      System.out.println("=== " + a[i]);
      try {
        long t = System.nanoTime();
        Intake in = new ReportReader(rules).read(List.of(Path.of(a[i])), List.of());
        long ms = (System.nanoTime() - t) / 1_000_000;
        System.out.println(
            "in "
                + in.accepted().size()
                + " unch "
                + in.unchanged()
                + " rej "
                + in.rejected().size()
                + " "
                + ms
                + " ms");
        in.notes().forEach(n -> System.out.println("  note " + n));
        in.rejected().stream().limit(6).forEach(r -> System.out.println("  " + r));
        in.accepted().stream()
            .limit(3)
            .forEach(o ->
                System.out.println(
                    "  "
                        + o.id()
                        + " "
                        + o.occurred().within()
                        + " "
                        + o.place().position()
                        + " "
                        + o.place().names()
                        + " "
                        + o.act()
                        + " "
                        + o.harm()
                        + " "
                        + o.summary().substring(0, Math.min(40, o.summary().length()))));
      } catch (UnreadableInput e) {
        System.out.println("  REFUSED " + e.getMessage());
      }
    }
  }
}
