/**
 * The read model of the workbench: a case's incidents as columns, and what of them is looked at.
 * Read {@link org.treuga.app.picture.Picture} first.
 */
@NullMarked
package org.treuga.app.picture;

import org.jspecify.annotations.NullMarked;
