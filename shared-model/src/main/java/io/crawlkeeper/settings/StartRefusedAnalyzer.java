package io.crawlkeeper.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused start as sentences instead of a stack trace. */
public final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefused> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, StartRefused refused) {
    return new FailureAnalysis(String.valueOf(refused.getMessage()), refused.action(), refused);
  }
}
