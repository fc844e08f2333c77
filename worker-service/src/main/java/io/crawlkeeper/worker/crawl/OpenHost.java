package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the coordinator knows of an origin that it has leased. One thread. */
final class OpenHost {
  final String origin;

  /** As the gate knows it: name and port. */
  final String host;

  final Visitor visitor;
  final Deque<FrontierEntry> entries = new ArrayDeque<>();

  /** Fetches under way, that of robots.txt included. */
  int inFlight;

  /** Tries of robots.txt that failed. */
  int robotsFailures;

  /** Robots.txt has failed and is to be tried again, whatever the cache holds. */
  boolean robotsAgain;

  /** Robots.txt is under way. */
  boolean robotsLoading;

  OpenHost(String origin, String host, Visitor visitor) {
    this.origin = origin;
    this.host = host;
    this.visitor = visitor;
  }
}
