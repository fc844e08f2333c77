package io.crawlkeeper.worker.crawl.recrawl;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.results.TaskResults;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.fetch.FetchLimits;
import io.crawlkeeper.worker.crawl.fetch.Validators;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a run can take over from the runs before it. Safe for use by many threads. */
public final class Recrawls {
  private static final Logger log = LoggerFactory.getLogger(Recrawls.class);

  private final EarlierRuns runs;
  private final Storage storage;

  public Recrawls(EarlierRuns runs, Storage storage) {
    this.runs = runs;
    this.storage = storage;
  }

  /**
   * What the last run before this one knows of pages: of the runs that have succeeded, carried out
   * the very same spec of the crawl, and left their results where this worker sees them. Nothing if
   * there is none, or it cannot be asked for now: then pages are fetched in full.
   */
  public Validators of(Run run, TaskSpec spec, Instant now) {
    var plan = spec.crawl().plan();
    if (!plan.fetch().conditional() || !plan.output().contains(Output.WARC)) {
      return Validators.NONE;
    }
    try {
      var lasting = runs.lasting(run, spec.effectiveRun().plan().history(), now);
      return of(run, lasting, FetchLimits.of(plan).maxBodyBytes());
    } catch (IOException | RuntimeException e) {
      log.warn("Run {} fetches all pages in full: {}", run.id(), e.toString());
      return Validators.NONE;
    }
  }

  private Validators of(Run run, List<Run> lasting, int limit) throws IOException {
    var ids = lasting.stream().map(Run::id).collect(toUnmodifiableSet());
    for (var earlier : lasting) {
      var folder = earlier.output();
      if (folder != null
          && earlier.is(RunState.Ended.SUCCEEDED)
          && earlier.generation() == run.generation()) {
        var results = TaskResults.besides(storage, folder);
        if (results.has(earlier.id())) {
          return new EarlierPages(results, earlier.id(), ids, limit);
        }
      }
    }
    return Validators.NONE;
  }
}
