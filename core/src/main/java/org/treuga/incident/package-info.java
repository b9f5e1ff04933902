/**
 * What we hold happened: one or more observations that speak of one event. Read {@link
 * org.treuga.incident.Incident} first.
 */
@NullMarked
package org.treuga.incident;

import org.jspecify.annotations.NullMarked;
