package org.treuga.connectors.capture;

import java.util.List;
import java.util.stream.Stream;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Rejection;

/** Why a record of an archive or a row of a list of archives is not taken. */
public enum Flaw {
  RECORD_NOT_WARC("capture.record.not-warc"),
  RECORD_TRUNCATED("capture.record.truncated"),
  RECORD_NOT_HTTP("capture.record.not-http"),
  RECORD_TOO_LARGE("capture.record.too-large"),
  RECORD_NOT_UNICODE("capture.record.not-unicode"),
  URL_MISSING("capture.url.missing"),
  DATE_NOT_AN_INSTANT("capture.date.not-an-instant"),
  DIGEST_DIFFERS("capture.digest.differs"),
  DIGEST_UNKNOWN_FORM("capture.digest.unknown-form"),
  REVISIT_PAYLOAD_MISSING("capture.revisit.payload-missing"),
  ROW_BROKEN("capture.row.broken"),
  ROW_NOT_ARCHIVED("capture.row.not-archived"),
  FILE_MISSING("capture.file.missing"),
  FILE_OUTSIDE("capture.file.outside");

  private final String code;

  Flaw(String code) {
    this.code = code;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** Every code a rejection of a capture may carry. */
  public static List<String> allCodes() {
    return Stream.of(values()).map(Flaw::code).toList();
  }

  /** The rejection of what stood there. */
  public Rejection at(CaptureSink.At at, String expected, String got) {
    return new Rejection(at.file(), at.line(), "", code, expected, Texts.shown(got));
  }
}
