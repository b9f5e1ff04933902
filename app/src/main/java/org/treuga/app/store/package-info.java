/**
 * The data directory: a ledger that holds all that was recorded, the captured bytes beside it, and
 * an SQL store that is their shadow. Read {@link org.treuga.app.store.DataDirectory} first. All SQL
 * of the program is here.
 */
@NullMarked
package org.treuga.app.store;

import org.jspecify.annotations.NullMarked;
