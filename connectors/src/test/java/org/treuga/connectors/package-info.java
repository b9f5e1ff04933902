@NullMarked
package org.treuga.connectors;

import org.jspecify.annotations.NullMarked;
