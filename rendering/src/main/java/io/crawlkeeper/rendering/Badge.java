package io.crawlkeeper.rendering;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields on the requests that a page makes to its own origin. They are put on by the protocol of
 * Chromium itself, domain Fetch: what Playwright puts on a request goes with its redirects, too,
 * wherever these lead.
 */
final class Badge {

  private final CDPSession session;
  private final String start;
  private final Map<String, String> fields;

  private Badge(CDPSession session, String start, Map<String, String> fields) {
    this.session = session;
    this.start = start;
    this.fields = fields;
  }

  /**
   * @param url of the page
   */
  static void pin(BrowserContext context, Page page, String url, Map<String, String> fields) {
    if (fields.isEmpty()) {
      return;
    }
    var start = url.substring(0, url.indexOf('/', url.indexOf("//") + 2) + 1);
    var badge = new Badge(context.newCDPSession(page), start, fields);
    badge.session.on("Fetch.requestPaused", badge::show);
    var pattern = new JsonObject();
    pattern.addProperty("urlPattern", start + "*");
    var patterns = new JsonArray();
    patterns.add(pattern);
    var own = new JsonObject();
    own.add("patterns", patterns);
    badge.session.send("Fetch.enable", own);
  }

  private void show(JsonObject paused) {
    var request = paused.getAsJsonObject("request");
    var more = new JsonObject();
    more.add("requestId", paused.get("requestId"));
    if (request.get("url").getAsString().startsWith(start)) {
      more.add("headers", headers(request.getAsJsonObject("headers")));
    }
    session.send("Fetch.continueRequest", more);
  }

  private JsonArray headers(JsonObject given) {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    given.entrySet().forEach(field -> all.put(field.getKey(), field.getValue().getAsString()));
    all.putAll(fields);
    var headers = new JsonArray();
    all.forEach(
        (name, value) -> {
          var field = new JsonObject();
          field.addProperty("name", name);
          field.addProperty("value", value);
          headers.add(field);
        });
    return headers;
  }
}
