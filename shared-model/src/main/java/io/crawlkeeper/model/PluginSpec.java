package io.crawlkeeper.model;

/**
 * What an executor is to do that somebody else has written.
 *
 * @param kind 1 to 63 small letters, digits and '-', the first a letter; none of {@code crawl},
 *     {@code http}, {@code job} and {@code plugin}
 * @param config a JSON object, as text. Nobody but the executor looks into it.
 */
public record PluginSpec(String kind, String config) implements WorkSpec {

  /** The field of a task's spec that it stands in. */
  public static final String FIELD = "plugin";
}
