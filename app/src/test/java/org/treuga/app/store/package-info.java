@NullMarked
package org.treuga.app.store;

import org.jspecify.annotations.NullMarked;
