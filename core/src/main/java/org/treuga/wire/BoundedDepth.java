package org.treuga.wire;

import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;
import org.treuga.evidence.UnreadableInput;

/**
 * Stops a document that nests too deeply before it is built. The parser itself is iterative; what
 * builds nodes from its events is not, and would run out of stack.
 */
final class BoundedDepth implements Parser {

  private final String file;
  private final Parser parser;
  private final int limit;
  private int depth;

  BoundedDepth(String file, Parser parser, int limit) {
    this.file = file;
    this.parser = parser;
    this.limit = limit;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    if (event instanceof CollectionStartEvent && ++depth > limit) {
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new UnreadableInput(
          file
              + ":"
              + line
              + ": nested deeper than "
              + limit
              + " levels, the limit for lists and conditions within each other (when, all, any, not)");
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    return event;
  }
}
