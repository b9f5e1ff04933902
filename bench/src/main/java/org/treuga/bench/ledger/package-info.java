/** How fast the ledger takes entries, proves them and checks itself. */
@NullMarked
package org.treuga.bench.ledger;

import org.jspecify.annotations.NullMarked;
