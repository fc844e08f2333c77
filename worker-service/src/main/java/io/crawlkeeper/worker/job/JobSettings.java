package io.crawlkeeper.worker.job;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What containers may be run, and how.
 *
 * @param installation tells the Jobs of this installation of Crawlkeeper from those of others
 * @param longest that a Job may take, and does if its task does not say
 * @param resync after how long a Job is looked at though nothing was told of it
 */
public record JobSettings(
    String installation,
    Allowed allowed,
    ResourceRules resources,
    Duration longest,
    Duration resync) {

  /**
   * Lists of what may be used; what they do not have, may not.
   *
   * @param namespaces the first is that of the tasks that name none
   * @param secrets of Kubernetes, by name
   * @param labels by their keys
   */
  public record Allowed(
      List<String> namespaces,
      List<ImageRule> images,
      List<Pattern> secrets,
      List<Pattern> labels) {
    public Allowed {
      namespaces = List.copyOf(namespaces);
      images = List.copyOf(images);
      secrets = List.copyOf(secrets);
      labels = List.copyOf(labels);
    }
  }
}
