package org.treuga.app.page;

record Page(String title) {}
