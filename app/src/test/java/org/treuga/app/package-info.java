/** What tests of several rooms of the app share. */
@NullMarked
package org.treuga.app;

import org.jspecify.annotations.NullMarked;
