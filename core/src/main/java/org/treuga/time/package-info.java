/**
 * When things happen: half-open intervals, occurrences with their uncertainty, timelines of values.
 * Read {@link org.treuga.time.Interval} first.
 */
@NullMarked
package org.treuga.time;

import org.jspecify.annotations.NullMarked;
