package io.crawlkeeper.worker.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.web.WebNode;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunLog;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

class LogEndpointTest {

  private static final Kinds KINDS = new Kinds(List.of(new Silent("crawl"), new Talking("talk")));
  private static final SilentLog SILENT_LOG = new SilentLog();
  private static WebNode web;

  @BeforeAll
  static void start() {
    web = WebNode.start(App.class, beans -> beans.registerBean(Kinds.class, () -> KINDS));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpResponse<String> ask(String target) throws Exception {
    return web.get("/internal/v1/runs/" + target);
  }

  @Test
  void sendsTheLogOfTheExecutor() throws Exception {
    var answer = ask("7-1/logs?kind=talk&follow=true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
    assertThat(answer.body()).isEqualTo("log of 7-1, followed: true");
    assertThat(ask("7-1/logs").body()).isEqualTo("log of 7-1, followed: false");
  }

  @Test
  void knowsNoLogOfOtherKindsAndRuns() throws Exception {
    assertThat(ask("7-1/logs?kind=crawl").statusCode()).isEqualTo(404);
    assertThat(ask("7-1/logs?kind=dance").statusCode()).isEqualTo(404);
    assertThat(ask("7-2/logs").statusCode()).isEqualTo(404);
  }

  @Test
  void saysThatTheLogCannotBeSeenNow() throws Exception {
    assertThat(ask("away/logs?kind=talk").statusCode()).isEqualTo(503);
  }

  @Test
  void stopsAWriterWhoseReaderHasLeft() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
      var request = "GET /internal/v1/runs/silent/logs?follow=true HTTP/1.1\r\nHost: w\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(SILENT_LOG.stopped.getCount()).isEqualTo(1);
    }
    assertThat(SILENT_LOG.stopped.await(3, TimeUnit.MINUTES)).isTrue();
  }

  @EnableAutoConfiguration
  @Import({LogEndpoint.class, WebServerConfiguration.class})
  static class App {}

  private static class Silent implements TaskExecutor {
    private final String kind;

    Silent(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public Outcome execute(Attempt attempt) {
      throw new IllegalStateException("nothing is to be carried out");
    }

    @Override
    public void clear(Run run) {}
  }

  private static final class Talking extends Silent {
    Talking(String kind) {
      super(kind);
    }

    @Override
    public Optional<RunLog> log(String run) throws IOException {
      if (run.equals("away")) {
        throw new IOException("no answer");
      }
      if (run.equals("silent")) {
        return Optional.of(SILENT_LOG);
      }
      return run.equals("7-1") ? Optional.of(new Text("log of 7-1")) : Optional.empty();
    }
  }

  private record Text(String text) implements RunLog {
    @Override
    public void writeTo(OutputStream to, boolean follow) throws IOException {
      to.write((text + ", followed: " + follow).getBytes(UTF_8));
    }

    @Override
    public void close() {}
  }

  private static final class SilentLog implements RunLog {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void writeTo(OutputStream to, boolean follow) throws InterruptedException {
      new CountDownLatch(1).await();
    }

    @Override
    public void close() {
      stopped.countDown();
    }
  }
}
