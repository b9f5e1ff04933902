package org.treuga.app.page;

import java.util.List;

/** What the record rests on and how anyone checks it. */
public record EvidencePage(
    String title,
    String lead,
    List<DataPages.Fact> ledger,
    List<String> commands,
    String csv,
    String codebook,
    List<Version> versions,
    List<DataPages.Done> imports,
    List<Capture> captures,
    List<DataPages.Fact> rejections,
    List<SourceRow> sources) {

  /** A version of the case, and where the pages show it as it was. */
  public record Version(String when, String author, String entry, String link, int files) {}

  /** A captured file. */
  public record Capture(
      String name, String sha256, String size, String when, String feed, String link) {}

  /** A source, and how many incidents rest on it. */
  public record SourceRow(
      String id, String name, String affiliation, String reliability, int incidents, String link) {}
}
