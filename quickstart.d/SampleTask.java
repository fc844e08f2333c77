/** The task that the quickstart creates, as it could be sent by curl. */
final class SampleTask {

  /**
   * A site of one's own may be asked quickly; any other gets the politeness that is the default.
   */
  private static final String QUICK =
      """
      "politeness": {"delay": "PT0.1S", "concurrency": 2}
      """;

  private static final String BOUNDED =
      """
      "limits": {"maxPages": 100}
      """;

  private static final String TASK =
      """
      {
        "name": "%s",
        "labels": {"from": "quickstart"},
        "spec": {
          "crawl": {
            "seeds": ["%s"],
            "output": ["jsonl", "warc"],
            %s
          }
        }
      }
      """;

  private SampleTask() {}

  /**
   * @param seed null for the sample site
   */
  static String json(String name, String seed, String site) {
    return TASK.formatted(
        name,
        (seed == null ? site : seed).replace("\\", "%5C").replace("\"", "%22"),
        seed == null ? QUICK : BOUNDED);
  }
}
