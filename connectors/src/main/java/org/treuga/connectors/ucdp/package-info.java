/** UCDP Georeferenced Event Dataset and candidate events. */
@NullMarked
package org.treuga.connectors.ucdp;

import org.jspecify.annotations.NullMarked;
