/**
 * Files as they come: packed or plain, in some encoding, split into lines or cells, all within
 * bounds. Shared by the feeds. Read {@link org.treuga.connectors.file.Container} first.
 */
@NullMarked
package org.treuga.connectors.file;

import org.jspecify.annotations.NullMarked;
