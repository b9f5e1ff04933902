/** Air-raid alerts by area. */
@NullMarked
package org.treuga.connectors.airalert;

import org.jspecify.annotations.NullMarked;
