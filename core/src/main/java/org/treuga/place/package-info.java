/**
 * Where things are: positions, areas, and what a place known only coarsely can be said to lie in.
 * The only package that speaks JTS. Read {@link org.treuga.place.Place} first.
 */
@NullMarked
package org.treuga.place;

import org.jspecify.annotations.NullMarked;
