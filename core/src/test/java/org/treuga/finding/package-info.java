@NullMarked
package org.treuga.finding;

import org.jspecify.annotations.NullMarked;
