/** The workbench as its readers meet it: over HTTP, and in a browser. */
@NullMarked
package org.treuga.app.workbench;

import org.jspecify.annotations.NullMarked;
