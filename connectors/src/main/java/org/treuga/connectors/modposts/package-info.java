/** Posts of a ministry's channel. */
@NullMarked
package org.treuga.connectors.modposts;

import org.jspecify.annotations.NullMarked;
