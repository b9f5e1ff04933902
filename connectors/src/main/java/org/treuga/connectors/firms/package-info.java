/** NASA FIRMS active fires. */
@NullMarked
package org.treuga.connectors.firms;

import org.jspecify.annotations.NullMarked;
