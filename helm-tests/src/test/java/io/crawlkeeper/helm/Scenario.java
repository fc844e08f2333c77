package io.crawlkeeper.helm;

import java.util.Locale;

/** Values that the chart has to work with: the examples that come with it. */
enum Scenario {
  DEMO,
  PRODUCTION,
  EXTERNAL_ZOOKEEPER,
  AUTOSCALING,
  NO_NETWORK_POLICY,
  EVERYTHING;

  String file() {
    return "examples/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
  }
}
