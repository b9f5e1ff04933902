/**
 * RFC 3161 time-stamps of the ledger: proof by somebody outside that a checkpoint was there by a
 * certain time. {@link Authority} asks for one, {@link Stamp} reads and checks one, {@link
 * org.treuga.app.stamp.Stamps} keeps them beside the ledger. The only package that knows Bouncy
 * Castle.
 */
@NullMarked
package org.treuga.app.stamp;

import org.jspecify.annotations.NullMarked;
