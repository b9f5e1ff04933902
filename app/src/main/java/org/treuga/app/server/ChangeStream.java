package org.treuga.app.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.treuga.app.store.StoredCase;
import org.treuga.wire.JsonOut;

/**
 * Tells listeners that something was recorded (server-sent events, WHATWG HTML 9.2): an event
 * {@code changed} with the size of the ledger and the versions of the cases. What came between two
 * looks is one event, since a listener asks for the present anyway.
 *
 * <p>Each listener has a virtual thread of its own, which waits.
 */
final class ChangeStream implements AutoCloseable {

  static final int MAX_LISTENERS = 200;

  /** A listener that has gone is found out when it is written to; a proxy forgets silent ones. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final Workbench workbench;
  private final Semaphore places = new Semaphore(MAX_LISTENERS);
  private final Set<BlockingQueue<Boolean>> listeners = ConcurrentHashMap.newKeySet();
  private final Runnable onChange = () -> wake(true);
  private volatile boolean open = true;

  ChangeStream(Workbench workbench) {
    this.workbench = workbench;
    workbench.onChange(onChange);
  }

  private void wake(boolean goOn) {
    for (BlockingQueue<Boolean> listener : listeners) {
      // One that is still to be looked at says all.
      boolean _told = listener.offer(goOn);
    }
  }

  void serve(Context request) {
    if (!open || !places.tryAcquire()) {
      throw new Refused(
          503, "at most " + MAX_LISTENERS + " listeners are told of changes; try again later");
    }
    BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
    listeners.add(changes);
    try {
      HttpServletResponse answer = request.res();
      answer.setContentType("text/event-stream;charset=utf-8");
      answer.setHeader("Cache-Control", "no-store");
      tell(answer, changes, lastSeen(request));
    } catch (IOException _gone) {
      // The listener went; there is nobody to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(changes);
      places.release();
    }
  }

  /** The size of the ledger that a listener who comes again saw last; -1 for one who is new. */
  private static long lastSeen(Context request) {
    String id = request.header("Last-Event-ID");
    return id != null && id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
  }

  private void tell(HttpServletResponse answer, BlockingQueue<Boolean> changes, long lastSeen)
      throws IOException, InterruptedException {
    OutputStream out = answer.getOutputStream();
    long seen = workbench.entries();
    boolean missed = lastSeen >= 0 && lastSeen < seen;
    out.write(event(missed ? "changed" : "now", seen));
    answer.flushBuffer();
    while (open) {
      Boolean _change = changes.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
      if (!open) {
        return;
      }
      // Another program may have recorded something without our being told.
      long entries = workbench.entries();
      out.write(
          entries > seen ? event("changed", entries) : ":\n\n".getBytes(StandardCharsets.UTF_8));
      seen = entries;
      answer.flushBuffer();
    }
  }

  private byte[] event(String name, long entries) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (JsonOut out = new JsonOut(data)) {
      out.begin().put("entries", entries).begin("cases");
      for (StoredCase one : workbench.cases()) {
        out.put(one.id(), one.entry() + "-" + entries);
      }
      out.end().end();
    }
    String text =
        "id: %d\nevent: %s\ndata: %s\n\n"
            .formatted(entries, name, data.toString(StandardCharsets.UTF_8));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends every listener. */
  @Override
  public void close() {
    open = false;
    workbench.offChange(onChange);
    wake(false);
  }
}
