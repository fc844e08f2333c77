package io.crawlkeeper.benchmarks.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Spread;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Users of the REST API. */
final class Clients {

  private static final int BATCH = 1_000;
  private static final int AT_ONCE = 4;

  private Clients() {}

  /** Creates the tasks by {@code :batch}, a thousand at once, four clients at once. */
  static void create(String master, int tasks) throws Exception {
    try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
      var posts = new ArrayList<Future<?>>();
      for (var from = 0; from < tasks; from += BATCH) {
        var body = batch(from, Math.min(tasks, from + BATCH));
        posts.add(clients.submit(() -> post(master, body)));
      }
      for (var post : posts) {
        post.get();
      }
    }
  }

  /** Again where the outcome is not known: a task that is there already was created before. */
  private static void post(String master, String body) {
    try {
      var answer = Api.post(master, "/api/v1/tasks:batch", body);
      var created = Set.of(201);
      while (answer.status() == 503) {
        answer = Api.post(master, "/api/v1/tasks:batch", body);
        created = Set.of(201, 409);
      }
      assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
      for (var result : answer.json().path("results")) {
        assertThat(result.path("status").asInt()).as("%s", result).isIn(created);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String batch(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(Clients::task)
        .collect(Collectors.joining(",", "{\"tasks\": [", "]}"));
  }

  private static String task(int number) {
    return """
    {"name": "task-%1$06d", "labels": {"team": "team-%2$d"},
     "spec": {"crawl": {"seeds": ["https://site-%1$d.example.org/"], "limits": {"maxPages": 100}},
              "schedule": {"every": "PT1H"}}}
    """
        .formatted(number, number % 10);
  }

  /** Posts until one is accepted. */
  static void firstWrite(String master) {
    Api.create(List.of(master), TaskText.waiting("after-the-kill"));
  }

  /** How long each page takes, over all pages. */
  static Spread pages(String master, int limit) throws IOException {
    var times = new ArrayList<Duration>();
    var cursor = "";
    do {
      var began = System.nanoTime();
      var page = Api.get(master, "/api/v1/tasks?limit=" + limit + cursor);
      times.add(Duration.ofNanos(System.nanoTime() - began));
      assertThat(page.status()).isEqualTo(200);
      var next = page.json().path("nextCursor").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return Spread.of(times);
  }

  static void awaitPlaced(Inventory inventory, int tasks) {
    await("all tasks are placed")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> inventory.placed() >= tasks);
  }
}
