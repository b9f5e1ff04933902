/** Measures the workbench's server with many incidents, many readers and an import under way. */
@NullMarked
package org.treuga.bench.workbench;

import org.jspecify.annotations.NullMarked;
