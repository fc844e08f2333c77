package io.crawlkeeper.simulation;

import io.crawlkeeper.simulation.Simulation.Outcome;
import io.crawlkeeper.simulation.cluster.Mutant;
import io.crawlkeeper.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs many seeds, as many at once as there are processors. */
final class Seeds {

  /** A seed that breaks something. */
  record Failure(long seed, Throwable cause) {}

  /** What there was in all of them. */
  static final class Totals {
    long seeds;
    long faults;
    long ticks;
    long runs;
    long epochs;

    synchronized void add(Outcome outcome) {
      seeds++;
      faults += outcome.faults();
      ticks += outcome.ticks();
      runs += outcome.runs();
      epochs += outcome.epochs();
    }

    @Override
    public synchronized String toString() {
      return String.format(
          Locale.ROOT,
          "%,d seeds: %,d faults besides those of the network, %,d terms of leaders, %,d records of"
              + " ticks, %,d runs",
          seeds,
          faults,
          epochs,
          ticks,
          runs);
    }
  }

  private Seeds() {}

  /** The first failure that any of these seeds comes upon; empty if all is well. */
  static Optional<Failure> firstFailure(long first, long count, Mutant mutant, Totals totals)
      throws InterruptedException {
    var next = new AtomicLong(first);
    var failure = new AtomicReference<@Nullable Failure>();
    Runnable runs =
        () -> {
          for (var seed = next.getAndIncrement();
              seed < first + count && failure.get() == null;
              seed = next.getAndIncrement()) {
            try {
              totals.add(Simulation.run(seed, mutant, Trace.silent()));
            } catch (RuntimeException | AssertionError e) {
              failure.compareAndSet(null, new Failure(seed, e));
            }
          }
        };
    var threads =
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
            .mapToObj(i -> Thread.ofVirtual().name("seeds-" + i).start(runs))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    return Optional.ofNullable(failure.get());
  }

  /** Carries out one seed, with all that happens in it. */
  static List<String> trace(long seed, Mutant mutant) {
    var lines = new ArrayList<String>();
    try {
      onVirtualThread(() -> Simulation.run(seed, mutant, Trace.to(lines::add)));
    } catch (RuntimeException | AssertionError e) {
      lines.add(e.toString());
    }
    return lines;
  }

  static <T> T onVirtualThread(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
