/**
 * What brings the world's files in: one package a feed. Read {@link org.treuga.connectors.Feed}
 * first, {@link org.treuga.connectors.Feeds} for which there are.
 */
@NullMarked
package org.treuga.connectors;

import org.jspecify.annotations.NullMarked;
