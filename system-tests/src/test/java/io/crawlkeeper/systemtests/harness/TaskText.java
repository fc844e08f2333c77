package io.crawlkeeper.systemtests.harness;

/** A task as a user writes it. */
public record TaskText(String name, String json) {

  /** Fits no worker: it is stored, and that is all. */
  public static TaskText waiting(String name) {
    return new TaskText(
        name,
        """
        {"name": "%s",
         "spec": {"crawl": {"seeds": ["http://localhost/"]},
                  "placement": {"requires": {"site": "nowhere"}}}}
        """
            .formatted(name));
  }

  /** Fetches one page, and has nothing to follow. */
  public static TaskText ofOnePage(String name, String seed) {
    return crawl(name, seed, "\"limits\": {\"maxPages\": 1},", 1);
  }

  /** Fetches all of the site of the seed, without a pause. */
  public static TaskText ofSite(String name, String seed, int concurrency) {
    return crawl(name, seed, "", concurrency);
  }

  private static TaskText crawl(String name, String seed, String limits, int concurrency) {
    return new TaskText(
        name,
        """
        {"name": "%s",
         "spec": {"crawl": {
           "seeds": ["%s"], %s
           "politeness": {"delay": "PT0S", "concurrency": %d}}}}
        """
            .formatted(name, seed, limits, concurrency));
  }
}
