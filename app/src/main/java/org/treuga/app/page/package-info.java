/**
 * The self-contained page of an assessment: one file that needs neither script nor network to be
 * read. Read {@link org.treuga.app.page.ReportPage} first.
 */
@NullMarked
package org.treuga.app.page;

import org.jspecify.annotations.NullMarked;
