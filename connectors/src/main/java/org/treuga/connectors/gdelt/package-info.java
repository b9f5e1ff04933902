/** GDELT events, machine-coded from the news. */
@NullMarked
package org.treuga.connectors.gdelt;

import org.jspecify.annotations.NullMarked;
