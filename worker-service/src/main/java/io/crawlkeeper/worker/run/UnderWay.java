package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import org.jspecify.annotations.Nullable;

/** An attempt that was begun here, as its owner sees it. Safe for use by many threads. */
public interface UnderWay {

  /** As it was committed when the attempt began. */
  Run run();

  /** The last that the executor has told. */
  Progress progress();

  /** How it ended; null before, and if it was stopped. */
  @Nullable Outcome outcome();

  /** Ends the attempt as soon as it can; does not wait for that. Does no harm if it is over. */
  void stop();
}
