/**
 * The process around an agreement: stages, tracks, working groups, conditions, commitments,
 * contacts. Kept as the case file records it; read {@link org.treuga.process.Register}.
 */
@NullMarked
package org.treuga.process;

import org.jspecify.annotations.NullMarked;
