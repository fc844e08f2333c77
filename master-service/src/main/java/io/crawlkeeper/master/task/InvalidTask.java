package io.crawlkeeper.master.task;

import java.util.List;
import java.util.stream.Collectors;

/** A document is well-formed JSON but no task; says all that is wrong with it. */
public final class InvalidTask extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  InvalidTask(List<Finding> findings) {
    super(
        findings.stream()
            .map(finding -> finding.pointer() + " " + finding.detail())
            .collect(Collectors.joining("; ")));
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
