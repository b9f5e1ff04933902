package org.treuga.app.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Term;
import org.treuga.app.page.TermAnalysis;
import org.treuga.app.picture.Picture;
import org.treuga.app.store.StoreFailure;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.finding.WhatIf;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;
import org.treuga.place.Place;

/**
 * What the differences cost, worked out once for each view and term, one after another and beside
 * the requests: with many incidents it takes seconds. The incidents are read from the store for it
 * and dropped again.
 *
 * <p>For any number of threads.
 */
final class Analyses implements AutoCloseable {

  /** Kept at a time; each holds some bits for each incident. */
  private static final int KEPT = 6;

  /** Nobody waits longer than this for an answer; the work goes on meanwhile. */
  static final long LONGEST_MILLIS = 20_000;

  private final Workbench workbench;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("differences").factory());
  private final Map<String, CompletableFuture<TermAnalysis>> known =
      new LinkedHashMap<>(16, .75f, true);

  Analyses(Workbench workbench) {
    this.workbench = workbench;
  }

  /** What is worked out, begun now if it was not yet; empty while it takes longer than asked. */
  Optional<TermAnalysis> find(CaseView view, Term term, long waitMillis) {
    CompletableFuture<TermAnalysis> future = begun(view, term);
    try {
      return Optional.of(future.get(waitMillis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException _working) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      forget(future);
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("the differences could not be worked out", failed);
    }
  }

  private synchronized CompletableFuture<TermAnalysis> begun(CaseView view, Term term) {
    String key = view.id() + " " + view.version() + " " + view.recorded().recorded() + term.id();
    CompletableFuture<TermAnalysis> future =
        known.computeIfAbsent(
            key, k -> CompletableFuture.supplyAsync(() -> analyse(view, term), worker));
    if (known.size() > KEPT) {
      known.remove(known.keySet().iterator().next());
    }
    return future;
  }

  private synchronized void forget(CompletableFuture<TermAnalysis> future) {
    known.values().remove(future);
  }

  private TermAnalysis analyse(CaseView view, Term term) {
    Agreement agreement = view.recorded().folder().agreement();
    WhatIf.Analysed analysed =
        WhatIf.analyse(
            agreement,
            term,
            List.of(Monitor.partyReadings(agreement), agreement.readings()),
            incidents(view),
            Monitor.EPOCH_SEED);
    return new TermAnalysis(
        term,
        analysed.differences().getFirst(),
        analysed.differences().getLast(),
        analysed.whatIf());
  }

  /** In the order of the picture's rows. */
  private List<Incident> incidents(CaseView view) {
    List<Incident> incidents = new ArrayList<>(view.picture().size());
    Map<String, String> words = new HashMap<>();
    UnaryOperator<String> once = word -> words.computeIfAbsent(word, same -> same);
    workbench.read(store -> {
      view.recorded().observations(store, observation -> incidents.add(lean(observation, once)));
      return incidents.size();
    });
    incidents.sort(Comparator.comparing(Incident::id));
    requireSame(view.picture(), incidents);
    return incidents;
  }

  /** Only what the tests of the elements look at: the rest would fill the memory. */
  private static Incident lean(Observation of, UnaryOperator<String> once) {
    Place place = of.place();
    ReportedObject object = of.object();
    return new Incident(
        of.id(),
        List.of(),
        of.occurred(),
        new Place(
            place.position(),
            place.precision(),
            place.statedUncertaintyMeters(),
            List.of(),
            once.apply(place.region()),
            place.countries()),
        new ReportedObject("", once.apply(object.objectClass()), once.apply(object.alsoReported())),
        once.apply(of.act()),
        once.apply(of.means()),
        once.apply(of.statedGround()),
        List.of(new Claim(once.apply(of.actor()), once.apply(of.claimedBy()), "")),
        List.of(),
        Map.of(),
        "");
  }

  /** Rows are numbers: they must be those of the picture. */
  private static void requireSame(Picture picture, List<Incident> incidents) {
    boolean same = picture.size() == incidents.size();
    for (int row = 0; same && row < incidents.size(); row++) {
      same = picture.id(row).equals(incidents.get(row).id());
    }
    if (!same) {
      throw new StoreFailure(
          "something was recorded while the differences were worked out; ask once more", null);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
