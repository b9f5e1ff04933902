/** What the picture page costs with many incidents. */
@NullMarked
package org.treuga.bench.picture;

import org.jspecify.annotations.NullMarked;
