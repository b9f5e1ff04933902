/**
 * What was agreed, as executable terms: documents and clauses, terms with the points on which their
 * texts differ, readings as choices, conditions, events, and the timeline of states that follows.
 * Read {@link org.treuga.agreement.Term} first, then {@link org.treuga.agreement.ResolvedTerm}.
 */
@NullMarked
package org.treuga.agreement;

import org.jspecify.annotations.NullMarked;
