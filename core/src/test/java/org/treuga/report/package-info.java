@NullMarked
package org.treuga.report;

import org.jspecify.annotations.NullMarked;
