/**
 * What an incident means for a term under one reading, and why. Read {@link
 * org.treuga.finding.Finding} first, then {@link org.treuga.finding.Assessor}.
 */
@NullMarked
package org.treuga.finding;

import org.jspecify.annotations.NullMarked;
