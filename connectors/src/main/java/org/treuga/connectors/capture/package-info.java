/**
 * What tools of collection made, read without asking the network: files with a statement of where
 * they come from, WACZ and WARC, the output of auto-archiver. Start with {@link
 * org.treuga.connectors.capture.CaptureFiles}.
 */
@NullMarked
package org.treuga.connectors.capture;

import org.jspecify.annotations.NullMarked;
