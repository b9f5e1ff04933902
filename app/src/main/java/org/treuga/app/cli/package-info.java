/** The commands. Read {@link org.treuga.app.cli.Treuga} first. */
@NullMarked
package org.treuga.app.cli;

import org.jspecify.annotations.NullMarked;
