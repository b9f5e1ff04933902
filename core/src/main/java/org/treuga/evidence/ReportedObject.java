package org.treuga.evidence;

/**
 * The thing a report names as affected.
 *
 * @param name as the source calls it
 * @param objectClass dotted class id as recorded; empty or {@code unknown} when not stated
 * @param alsoReported class of another thing the report names as hit; empty when none
 */
public record ReportedObject(String name, String objectClass, String alsoReported) {

  public static final ReportedObject UNKNOWN = new ReportedObject("", "", "");
}
