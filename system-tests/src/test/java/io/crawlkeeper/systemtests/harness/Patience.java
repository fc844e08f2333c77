package io.crawlkeeper.systemtests.harness;

import java.time.Duration;

/** How long tests wait for what is to come. */
public final class Patience {

  /** Only what never comes takes longer, however busy the machine is. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private Patience() {}
}
