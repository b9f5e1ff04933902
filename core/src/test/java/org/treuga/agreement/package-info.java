@NullMarked
package org.treuga.agreement;

import org.jspecify.annotations.NullMarked;
