package io.crawlkeeper.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names the setting by which another port can be chosen. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PortTakenAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, PortInUseException taken) {
    return new FailureAnalysis(
        "Port %d is taken by another process.".formatted(taken.getPort()),
        "End that process, or choose another port by crawlkeeper.port.",
        taken);
  }
}
