/** Announced waves of missiles and drones. */
@NullMarked
package org.treuga.connectors.attacks;

import org.jspecify.annotations.NullMarked;
