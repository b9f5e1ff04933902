/** Findings arranged for people and for files. Read {@link org.treuga.report.Assessment} first. */
@NullMarked
package org.treuga.report;

import org.jspecify.annotations.NullMarked;
