/**
 * Feeds whose files are tables: a header or a fixed order of columns, then rows. Read {@link
 * org.treuga.connectors.table.TableReader} first.
 */
@NullMarked
package org.treuga.connectors.table;

import org.jspecify.annotations.NullMarked;
