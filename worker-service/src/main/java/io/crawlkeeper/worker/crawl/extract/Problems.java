package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.model.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What went wrong with one page; bounded, however much does. One thread. */
final class Problems {
  private static final int MOST = 20;
  private static final int LONGEST = 200;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int others;

  void add(String problem) {
    var text = Brief.cut(problem, LONGEST);
    if (counts.size() < MOST || counts.containsKey(text)) {
      counts.merge(text, 1, Integer::sum);
    } else {
      others++;
    }
  }

  List<String> list() {
    var list = new ArrayList<String>();
    counts.forEach((text, count) -> list.add(count == 1 ? text : text + " (" + count + " times)"));
    if (others > 0) {
      list.add(others + " other problems");
    }
    return list;
  }
}
