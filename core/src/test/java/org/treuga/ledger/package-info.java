@NullMarked
package org.treuga.ledger;

import org.jspecify.annotations.NullMarked;
