/** VIINA, geocoded reports of violent events from the news. */
@NullMarked
package org.treuga.connectors.viina;

import org.jspecify.annotations.NullMarked;
