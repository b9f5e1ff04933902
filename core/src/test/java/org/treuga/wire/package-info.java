@NullMarked
package org.treuga.wire;

import org.jspecify.annotations.NullMarked;
