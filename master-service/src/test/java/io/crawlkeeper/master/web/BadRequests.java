package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.BadRequest.*;
import static io.crawlkeeper.master.web.Client.JSON;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that can be wrong with a request, where there is one task, {@code there}. What can be
 * wrong before the body is in {@link BadHeads}.
 */
final class BadRequests {

  private BadRequests() {}

  static List<BadRequest> all() {
    var all = new ArrayList<BadRequest>();
    all.addAll(badTexts());
    all.addAll(badTasks());
    all.addAll(badSchedules());
    all.addAll(badBatches());
    all.addAll(BadHeads.all());
    return all;
  }

  private static List<BadRequest> badTexts() {
    return List.of(
        post("", 400, "malformed-json", ""),
        post("{", 400, "malformed-json", ""),
        post("{\"name\": \"a\", \"name\": \"b\"}", 400, "malformed-json", ""),
        post(Client.task("a") + " x", 400, "malformed-json", ""),
        post(Client.task("a") + "{}", 400, "malformed-json", ""),
        post("{'name': 'a'}", 400, "malformed-json", ""),
        post("[".repeat(1000) + "]".repeat(1000), 400, "malformed-json", ""),
        body("POST", TASKS, new byte[] {'{', (byte) 0xc3, '}'}, 400, "malformed-json", ""),
        post("[]", 400, "invalid-task", ""),
        post("null", 400, "invalid-task", ""),
        post("\"a\"", 400, "invalid-task", ""),
        post(" ".repeat(64 * 1024) + "{}", 413, "too-large", ""),
        bad(
            "POST",
            TASKS,
            chunked(64 * 1024 + 1),
            List.of("Content-Type", JSON),
            413,
            "too-large"));
  }

  private static List<BadRequest> badTasks() {
    return List.of(
        post("{}", 400, "invalid-task", "/name"),
        post("{\"name\":\"a\"}", 400, "invalid-task", "/spec"),
        post(Client.task("a b"), 400, "invalid-task", "/name"),
        post(Client.task("a").replace("seeds", "seed"), 400, "invalid-task", "/spec/crawl/seed"),
        post(Client.task("a").replace("http:", "ftp:"), 400, "invalid-task", "/spec/crawl/seeds/0"),
        post(
            Client.task("a").replace("\"http://e.org/\"", ""),
            400,
            "invalid-task",
            "/spec/crawl/seeds"),
        post(
            crawl("\"limits\":{\"maxDepth\":\"1\"}"),
            400,
            "invalid-task",
            "/spec/crawl/limits/maxDepth"),
        post(crawl("\"output\":[\"pdf\"]"), 400, "invalid-task", "/spec/crawl/output/0"),
        post(
            crawl("\"scope\":{\"include\":[\"(\"]}"),
            400,
            "invalid-task",
            "/spec/crawl/scope/include/0"),
        put(THERE, Client.task("other"), 400, "invalid-task", "/name"),
        put(TASKS + "/-x", Client.task("-x"), 400, "invalid-parameter", "name"),
        patch(THERE, "{\"spec\":null}", 400, "invalid-task", "/spec"),
        patch(
            THERE,
            "{\"spec\":{\"crawl\":{\"robots\":1}}}",
            400,
            "invalid-task",
            "/spec/crawl/robots"),
        patch(THERE, "{\"name\":\"other\"}", 400, "invalid-task", "/name"),
        patch(THERE, "[]", 400, "invalid-task", ""),
        patch(TASKS + "/nobody", "{}", 404, "no-such-task", ""),
        post(Client.task("there"), 409, "task-exists", "/name"));
  }

  private static List<BadRequest> badSchedules() {
    return List.of(
        schedule("\"every\":\"1h\"", "/spec/schedule/every"),
        schedule("\"cron\":\"0 0 30 2 *\"", "/spec/schedule/cron"),
        schedule("\"cron\":\"* * * *\"", "/spec/schedule/cron"),
        schedule("\"cron\":\"@daily\",\"timeZone\":\"Mars/Base\"", "/spec/schedule/timeZone"),
        schedule("\"jitter\":\"PT1M\"", "/spec/schedule/jitter"),
        post(
            spec("\"run\":{\"retry\":{\"attempts\":0}}"),
            400,
            "invalid-task",
            "/spec/run/retry/attempts"),
        patch(
            THERE,
            "{\"spec\":{\"schedule\":{\"every\":\"PT1H\",\"misfire\":\"maybe\"}}}",
            400,
            "invalid-task",
            "/spec/schedule/misfire"));
  }

  private static BadRequest schedule(String fields, String place) {
    return post(spec("\"schedule\":{%s}".formatted(fields)), 400, "invalid-task", place);
  }

  private static List<BadRequest> badBatches() {
    var many = "{\"tasks\":[" + "{},".repeat(1000) + "{}]}";
    var two = "{\"atomic\":true,\"tasks\":[%s,%s]}";
    var large = Client.task("a").replace("/\"", "/" + "a".repeat(64 * 1024) + "\"");
    return List.of(
        batch("{}", 400, "invalid-task", "/tasks"),
        batch("{\"tasks\":[]}", 400, "invalid-task", "/tasks"),
        batch("{\"tasks\":{}}", 400, "invalid-task", "/tasks"),
        batch("{\"task\":[],\"tasks\":[1]}", 400, "invalid-task", "/task"),
        batch("{\"atomic\":\"yes\",\"tasks\":[1]}", 400, "invalid-task", "/atomic"),
        batch("[]", 400, "invalid-task", ""),
        batch(many, 413, "too-large", ""),
        bad(
            "POST",
            BATCH,
            chunked(16 * 1024 * 1024 + 1),
            List.of("Content-Type", JSON),
            413,
            "too-large"),
        batch(two.formatted(Client.task("a"), "{}"), 400, "invalid-task", "/tasks/1/name"),
        batch(
            two.formatted(Client.task("a"), Client.task("a")),
            400,
            "invalid-task",
            "/tasks/1/name"),
        batch(two.formatted(Client.task("a"), large), 413, "too-large", "/tasks/1"),
        batch(
            two.formatted(Client.task("a"), Client.task("there")),
            409,
            "task-exists",
            "/tasks/1/name"),
        bad(
            "POST",
            BATCH,
            text("{\"tasks\":[{}]}"),
            List.of("Content-Type", JSON, "Idempotency-Key", "k"),
            400,
            "invalid-header",
            "Idempotency-Key"));
  }

  private static String crawl(String field) {
    return Client.task("a").replace("\"seeds\"", field + ",\"seeds\"");
  }

  private static String spec(String field) {
    return Client.task("a").replace("\"crawl\"", field + ",\"crawl\"");
  }
}
