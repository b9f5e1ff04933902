@NullMarked
package org.treuga.app.stamp;

import org.jspecify.annotations.NullMarked;
