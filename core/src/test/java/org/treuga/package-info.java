@NullMarked
package org.treuga;

import org.jspecify.annotations.NullMarked;
