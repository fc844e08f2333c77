package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.Problems.brief;

import io.crawlkeeper.results.IndexLine;
import java.util.List;
import java.util.Locale;

/** Makes the problems with results. */
final class ResultProblems {

  private ResultProblems() {}

  static Problem none(String task) {
    return Problems.of(
        ProblemCode.NO_RESULTS,
        "No run of the task '%s' has left results yet.".formatted(brief(task)));
  }

  static Problem noneOfRun(String run) {
    return Problems.of(
        ProblemCode.NO_RESULTS,
        "The run '%s' has not ended, or has left nothing.".formatted(brief(run)));
  }

  /** It is said where was looked, as this is what has to be mended. */
  static Problem gone(String storage) {
    return Problems.of(
        ProblemCode.NO_RESULTS,
        "The results of this run are not in %s, where this master reads them. If workers write"
                .formatted(storage)
            + " elsewhere, name one place for all by crawlkeeper.storage.url.");
  }

  static Problem otherForm(String run) {
    return Problems.of(
        ProblemCode.NO_RESULTS,
        "The run '%s' has left no items as JSON lines, which are what is read here: add jsonl to"
                .formatted(run)
            + " spec.crawl.output of the task for its next runs.");
  }

  static Problem away(String storage) {
    return new Problem(
        ProblemCode.STORAGE_AWAY,
        "%s does not answer; crawlkeeper.storage.url names it. Ask again soon."
            .formatted(storage.substring(0, 1).toUpperCase(Locale.ROOT) + storage.substring(1)),
        List.of(),
        Problems.SOON);
  }

  static Problem noSuchPage(String run, String url) {
    return Problems.of(
        ProblemCode.NO_SUCH_PAGE,
        "The run '%s' has not met the URL '%s'.".formatted(run, brief(url)));
  }

  static Problem noBody(String run, String url) {
    return Problems.of(
        ProblemCode.NO_SUCH_PAGE,
        "The run '%s' has stored no body of '%s': responses are stored by output warc."
            .formatted(run, brief(url)));
  }

  /** The results of a run are removed with its history, whatever later runs refer to. */
  static Problem bodyGone(IndexLine line) {
    return Problems.of(
        ProblemCode.NO_SUCH_PAGE,
        "The body of '%s' was stored by the run '%s', whose results have been removed."
            .formatted(brief(line.url()), brief(line.unchangedSince())));
  }
}
