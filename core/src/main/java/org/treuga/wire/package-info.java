/**
 * The only package of the core that knows JSON and YAML: strict reading with line and column, and
 * the canonical bytes of everything that is written. Read {@link org.treuga.wire.Tree} for reading
 * and {@link org.treuga.wire.Json} for writing.
 */
@NullMarked
package org.treuga.wire;

import org.jspecify.annotations.NullMarked;
