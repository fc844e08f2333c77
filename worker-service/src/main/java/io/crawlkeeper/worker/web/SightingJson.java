package io.crawlkeeper.worker.web;

import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.Sighting;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Denied;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Visited;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Waiting;
import io.crawlkeeper.worker.crawl.sink.PageJson;
import io.crawlkeeper.znode.ZnodeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a run under way knows of a URL, as JSON. */
final class SightingJson {
  private SightingJson() {}

  /**
   * @param sighting null if the run has not met the URL
   */
  static byte[] of(@Nullable Sighting sighting) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (sighting) {
      case null -> json.put("state", "unknown");
      case Visited(var page, _) when page.isForbidden() ->
          denied(json, new Denied(page.url(), IndexEntry.FORBIDDEN, page.referrer()));
      case Visited(var page, _) -> {
        json.put("url", page.url()).put("state", "done").put("taken", true);
        json.set("page", PageJson.of(page));
      }
      case Waiting(var url, var referrer) -> {
        json.put("url", url).put("state", "queued");
        referrer(json, referrer);
      }
      case Denied denied -> denied(json, denied);
    }
    return ZnodeCodec.encode(json);
  }

  private static void denied(ObjectNode json, Denied denied) {
    json.put("url", denied.url()).put("state", "refused").put("taken", false);
    json.put("reason", denied.reason());
    referrer(json, denied.referrer());
  }

  private static void referrer(ObjectNode json, @Nullable String referrer) {
    if (referrer != null) {
      json.put("referrer", referrer);
    }
  }
}
