package io.crawlkeeper.worker.crawl.scope;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many URLs of each form have been taken. Holds a bounded number of them: forms that have not
 * come for long are forgotten first. Safe for use by many threads.
 */
final class FormCounts {
  private static final int MOST_IDS = 200_000;

  private final Map<String, Set<Long>> forms = new LinkedHashMap<>(64, 0.75f, true);
  private final int mostIds;
  private int ids;

  FormCounts() {
    this(MOST_IDS);
  }

  FormCounts(int mostIds) {
    this.mostIds = mostIds;
  }

  /** Whether {@code id} is one of the first {@code most} of its form. */
  synchronized boolean admits(String form, long id, int most) {
    var taken = forms.computeIfAbsent(form, _ -> new HashSet<>(4));
    if (taken.contains(id)) {
      return true;
    }
    if (taken.size() >= most) {
      return false;
    }
    taken.add(id);
    ids++;
    forget();
    return true;
  }

  private void forget() {
    var eldest = forms.values().iterator();
    while (ids > mostIds && forms.size() > 1) {
      ids -= eldest.next().size();
      eldest.remove();
    }
  }
}
