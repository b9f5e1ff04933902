/**
 * Reads files of reports (CSV, GeoJSON, NDJSON, also inside gzip and zip) into an {@link
 * org.treuga.evidence.Intake}. Read {@link org.treuga.connectors.reports.ReportReader} first; the
 * formats and every rejection code are described in {@code docs/reports.md}.
 */
@NullMarked
package org.treuga.connectors.reports;

import org.jspecify.annotations.NullMarked;
