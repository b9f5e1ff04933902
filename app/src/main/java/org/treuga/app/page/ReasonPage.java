package org.treuga.app.page;

/** The reasons of one incident on one term: opened in the place of the cell that was asked. */
public record ReasonPage(Texts texts, String name, String href, TermReasons reasons) {}
