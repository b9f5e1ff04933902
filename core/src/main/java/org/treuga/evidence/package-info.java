/**
 * What was observed or claimed, before anything is said about what it means. Read {@link
 * org.treuga.evidence.Observation} first.
 */
@NullMarked
package org.treuga.evidence;

import org.jspecify.annotations.NullMarked;
