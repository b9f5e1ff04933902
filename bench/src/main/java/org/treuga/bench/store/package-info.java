/** How quick the data directory is; read {@link org.treuga.bench.store.StoreBench} first. */
@NullMarked
package org.treuga.bench.store;

import org.jspecify.annotations.NullMarked;
