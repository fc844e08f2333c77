package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the REST layer of one master, which leads; each begins with an empty cluster. */
abstract class OneMaster {

  static final String TASKS = "/api/v1/tasks";

  static FakeMaster master;
  static Client client;
  FakeCluster cluster;

  @BeforeAll
  static void start() {
    master = new FakeMaster("master-1", new FakeCluster());
    master.lead();
    client = new Client(master);
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @BeforeEach
  void empty() {
    cluster = master.cluster;
    cluster.clear();
    master.loaded = true;
    master.history.clear();
    master.stalled.clear();
  }

  static void assertCode(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(Client.json(answer).path("code").asString()).isEqualTo(code);
  }
}
