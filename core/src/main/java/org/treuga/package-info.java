/** The library's front door: {@link org.treuga.Monitor}. */
@NullMarked
package org.treuga;

import org.jspecify.annotations.NullMarked;
