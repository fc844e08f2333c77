package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.worker.crawl.live.LiveView.ErrorGroup;
import io.crawlkeeper.worker.crawl.live.LiveView.Request;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts requests that went wrong by what they have in common. One thread. */
final class ErrorGroups {
  static final int MOST = 50;
  static final String OTHERS = "others";
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_EXAMPLE = 500;
  private static final int CLIENT_ERROR = 400;

  private final Map<String, ErrorGroup> groups = new HashMap<>();

  /** Does nothing with a request that went well. */
  void add(Request request) {
    var status = request.status();
    if (request.error() != null) {
      add(name(request.error()), request.error(), request);
    } else if (status != null && status >= CLIENT_ERROR) {
      add("status " + status, "status " + status, request);
    }
  }

  private void add(String name, String error, Request request) {
    var known = groups.containsKey(name) || groups.size() < MOST - 1 ? name : OTHERS;
    var before = groups.get(known);
    var count = before == null ? 1 : before.count() + 1;
    groups.put(
        known,
        new ErrorGroup(
            known, count, Brief.shown(error, LONGEST_EXAMPLE), request.url(), request.at()));
  }

  /** The largest first. */
  List<ErrorGroup> all() {
    return groups.values().stream()
        .sorted(
            Comparator.comparingLong(ErrorGroup::count).reversed().thenComparing(ErrorGroup::error))
        .toList();
  }

  /** What is said of a certain host or address comes after a colon. */
  private static String name(String error) {
    var colon = error.indexOf(": ");
    return Brief.shown(colon > 0 ? error.substring(0, colon) : error, LONGEST_NAME);
  }
}
