package org.treuga.app.page;

import org.treuga.agreement.Term;
import org.treuga.finding.Differences;
import org.treuga.finding.WhatIf;

/**
 * What the differences about one term cost, over all incidents of a picture and in its order.
 *
 * @param parties with the readings of the parties
 * @param all with those of analysts as well
 */
public record TermAnalysis(Term term, Differences parties, Differences all, WhatIf whatIf) {}
