package org.treuga.wire;

import java.util.TreeMap;

/** Fields of an object while it is made, by those who keep no hold on them afterwards. */
final class OwnFields extends TreeMap<String, Json> {

  private static final long serialVersionUID = 1L;
}
