/**
 * The server of the workbench and of the API, on this machine only. Read {@link
 * org.treuga.app.server.Server} first, then {@link org.treuga.app.server.Workbench}.
 */
@NullMarked
package org.treuga.app.server;

import org.jspecify.annotations.NullMarked;
