/** The workbench as its readers meet it: a real server, a real browser. */
@NullMarked
package org.treuga.app.workbench;

import org.jspecify.annotations.NullMarked;
