package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People see what a run does, whichever master they ask, and whichever worker carries it out. */
class LiveViewIT {

  private static Cluster cluster;
  private static Znodes znodes;

  @BeforeAll
  static void start() {
    cluster = Cluster.named("live-view");
    cluster.whole(2, 2);
    znodes = Znodes.at(cluster.connect());
  }

  @AfterAll
  static void stop() {
    znodes.close();
    cluster.close();
  }

  @Test
  void aFollowerShowsARunAndItsNextAttempt() throws Exception {
    try (var crawl = SlowCrawl.begin(cluster, znodes, "looked-at")) {
      var follower = cluster.otherThan(cluster.leader()).address();
      var path = "/api/v1/runs/" + crawl.run().id() + "/live";
      var worker = crawl.worker();

      var view = awaitAttempt(follower, path, 1);
      assertThat(view.path("worker").asString()).isEqualTo(crawl.run().worker());
      assertThat(view.at("/figures/statuses/2xx").asLong()).isPositive();
      assertThat(view.path("queued").asLong()).isPositive();
      assertThat(view.path("hosts").size()).isEqualTo(1);
      assertThat(view.at("/recent/0/status").asInt()).isEqualTo(200);

      worker.process().kill();
      cluster.gone(worker);
      await("it is said that the worker is away")
          .atMost(PATIENCE)
          .until(() -> code(follower, path).equals("worker-unreachable"));
      crawl.awaitSecondAttempt();
      crawl.goOnALittle();
      assertThat(awaitAttempt(follower, path, 2).path("worker").asString())
          .isNotEmpty()
          .matches(name -> !worker.owns(name));
    }
  }

  private static JsonNode awaitAttempt(String master, String path, int attempt) {
    return await("a view of attempt " + attempt)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> Api.get(master, path).json(),
            view ->
                view.path("attempt").asInt(0) == attempt
                    && view.at("/figures/requests").asLong(0) > 0);
  }

  private static String code(String master, String path) throws Exception {
    return Api.get(master, path).json().path("code").asString("");
  }
}
