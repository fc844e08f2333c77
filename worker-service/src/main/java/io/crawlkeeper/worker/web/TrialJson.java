package io.crawlkeeper.worker.web;

import io.crawlkeeper.worker.crawl.Trial;
import io.crawlkeeper.worker.crawl.Trial.Rejected;
import io.crawlkeeper.worker.crawl.Trial.Tried;
import io.crawlkeeper.znode.ZnodeCodec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What came of a trial, as JSON that is bounded: a person is to read it. */
final class TrialJson {
  private static final int MOST_ITEMS = 100;
  private static final int MOST_LINKS = 1_000;
  private static final int MOST_CHARACTERS = 2 << 20;

  private TrialJson() {}

  static byte[] of(Trial trial) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (trial) {
      case Rejected(var error) -> json.put("error", error);
      case Tried tried -> put(json, tried);
    }
    return ZnodeCodec.encode(json);
  }

  private static void put(ObjectNode json, Tried tried) {
    json.put("url", tried.url());
    if (tried.status() != null) {
      json.put("status", tried.status());
    }
    json.put("itemCount", tried.items().size());
    var items = json.putArray("items");
    var length = 0;
    for (var item : tried.items()) {
      length += item.fields().toString().length();
      if (items.size() == MOST_ITEMS || (length > MOST_CHARACTERS && !items.isEmpty())) {
        break;
      }
      items.addObject().put("kind", item.kind()).set("fields", item.fields());
    }
    json.put("linkCount", tried.links().size());
    var links = json.putArray("links");
    tried.links().stream().limit(MOST_LINKS).forEach(link -> links.add(link.text()));
    tried.problems().forEach(json.putArray("problems")::add);
  }
}
