package io.crawlkeeper.patience;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what is to come: so long that only what never comes takes longer, however
 * busy the machine is. JUnit finds it by itself, and {@code await()} has it without being told.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration MOST = Duration.ofMinutes(3);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(MOST);
  }
}
