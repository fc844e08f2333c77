package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.BadRequest.*;
import static io.crawlkeeper.master.web.Client.JSON;

import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a request before its body. */
final class BadHeads {

  private BadHeads() {}

  static List<BadRequest> all() {
    var all = new ArrayList<BadRequest>();
    all.addAll(badParameters());
    all.addAll(badHeaders());
    all.addAll(badTargets());
    return all;
  }

  private static List<BadRequest> badParameters() {
    var all = new ArrayList<BadRequest>();
    for (var wrong :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=ten",
            "limit=",
            "limit=1&limit=2",
            "cursor=%25",
            "cursor=" + Cursor.encode("-"),
            "state=done",
            "worker=",
            "label=",
            "label=a%20b",
            "label==x",
            "label=a=",
            "q=",
            "colour=red")) {
      var name = wrong.substring(0, wrong.indexOf('='));
      all.add(get(TASKS + "?" + wrong, 400, "invalid-parameter", name));
    }
    all.add(get(THERE + "?x=1", 400, "invalid-parameter", "x"));
    all.add(
        bad(
            "DELETE",
            THERE + "?dryRun=yes",
            none(),
            List.of(),
            400,
            "invalid-parameter",
            "dryRun"));
    all.add(
        bad(
            "DELETE",
            THERE + "?dryrun=true",
            none(),
            List.of(),
            400,
            "invalid-parameter",
            "dryrun"));
    return all;
  }

  private static List<BadRequest> badHeaders() {
    var all = new ArrayList<BadRequest>();
    for (var etag :
        List.of(
            "3",
            "\"3\"",
            "W/\"1-1\"",
            "\"1-1\", \"1-2\"",
            "\"\"",
            "\"x-1\"",
            "\"9999999999999999999-1\"")) {
      all.add(delete(THERE, List.of("If-Match", etag), 400, "invalid-header", "If-Match"));
    }
    var json = List.of("Content-Type", JSON);
    all.add(delete(THERE, List.of("If-None-Match", "*"), 400, "invalid-header", "If-None-Match"));
    all.add(delete(THERE, List.of("If-Match", "\"99-0\""), 412, "stale", ""));
    all.add(delete(THERE, List.of("If-Match", "\"100-7\""), 412, "stale", ""));
    all.add(
        write(
            "PUT",
            THERE,
            with(json, "If-None-Match", "\"1-1\""),
            400,
            "invalid-header",
            "If-None-Match"));
    all.add(write("PUT", THERE, with(json, "If-None-Match", "*"), 412, "stale", ""));
    all.add(write("PUT", TASKS + "/new", with(json, "If-Match", "*"), 412, "stale", ""));
    all.add(write("POST", TASKS, with(json, "If-Match", "*"), 400, "invalid-header", "If-Match"));
    all.add(
        write(
            "POST",
            TASKS,
            with(json, "Idempotency-Key", ""),
            400,
            "invalid-header",
            "Idempotency-Key"));
    all.add(
        write(
            "POST",
            TASKS,
            with(json, "Idempotency-Key", "a b"),
            400,
            "invalid-header",
            "Idempotency-Key"));
    all.add(
        write(
            "POST",
            TASKS,
            with(json, "Idempotency-Key", "a".repeat(256)),
            400,
            "invalid-header",
            "Idempotency-Key"));
    all.add(write("POST", TASKS, List.of(), 415, "unsupported-media-type", ""));
    all.add(
        write(
            "POST",
            TASKS,
            List.of("Content-Type", "text/plain"),
            415,
            "unsupported-media-type",
            ""));
    all.add(
        write(
            "POST", TASKS, List.of("Content-Type", "nonsense"), 415, "unsupported-media-type", ""));
    all.add(
        write(
            "PUT",
            THERE,
            List.of("Content-Type", "application/xml"),
            415,
            "unsupported-media-type",
            ""));
    all.add(
        write(
            "PATCH",
            THERE,
            List.of("Content-Type", "application/json-patch+json"),
            415,
            "unsupported-media-type",
            ""));
    all.add(
        write(
            "POST",
            TASKS,
            with(json, "Content-Encoding", "gzip"),
            415,
            "unsupported-media-type",
            ""));
    all.add(write("POST", TASKS, with(json, "Accept", "text/html"), 406, "not-acceptable", ""));
    all.add(bad("GET", TASKS, none(), List.of("Accept", "application/xml"), 406, "not-acceptable"));
    all.add(bad("GET", TASKS, none(), List.of("Accept", "nonsense"), 406, "not-acceptable"));
    return all;
  }

  private static List<BadRequest> badTargets() {
    return List.of(
        get("/api", 404, "not-found", ""),
        get("/api/v2/tasks", 404, "not-found", ""),
        get(TASKS + "/", 404, "not-found", ""),
        get(THERE + "/logs", 404, "not-found", ""),
        get(TASKS + "/nobody", 404, "no-such-task", ""),
        get(TASKS + "/nobody/explain", 404, "no-such-task", ""),
        get(TASKS + "/a%2Fb", 400, "bad-request", ""),
        delete(TASKS + "/nobody", List.of(), 404, "no-such-task", ""),
        delete(TASKS, List.of(), 405, "method-not-allowed", ""),
        get(BATCH, 405, "method-not-allowed", ""),
        write("POST", THERE, List.of("Content-Type", JSON), 405, "method-not-allowed", ""),
        write(
            "POST",
            "/api/v1/cluster",
            List.of("Content-Type", JSON),
            405,
            "method-not-allowed",
            ""));
  }
}
