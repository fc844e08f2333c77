package io.crawlkeeper.master.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What users read of the results of runs. */
class ResultsTest extends OneMaster {
  private static final Instant NOW = FakeCluster.NOW;
  private static final String TASK =
      "{\"name\":\"a\",\"spec\":{\"crawl\":{\"seeds\":[\"http://e.org/\"],\"extract\":{\"items\":"
          + "[{\"name\":\"book\",\"fields\":{\"title\":\"h1\"}}]}}}}";

  @BeforeEach
  void task() throws IOException {
    FileSystemUtils.deleteRecursively(master.results);
    Files.createDirectories(master.results);
    assertThat(client.post(TASKS, TASK).statusCode()).isEqualTo(201);
  }

  private void ended(String id, int second, RunState.Ended state, @Nullable String output) {
    ended("a", id, second, state, output);
  }

  private void ended(
      String name, String id, int second, RunState.Ended state, @Nullable String output) {
    var task = Images.existing(cluster.image(), name).task();
    var created = NOW.plusSeconds(second);
    var run = Run.queued(id, task, Run.Cause.TICK, created, created).started("w.1", created);
    master.history.add(run.ended(new Run.Outcome(state, run.progress(), output, null), created));
  }

  private void file(String run, String name, String content) throws IOException {
    var folder = Files.createDirectories(master.results.resolve("a").resolve(run));
    Files.writeString(folder.resolve(name), content);
  }

  private static String item(String kind, String title) {
    return "{\"kind\":\"%s\",\"page\":\"http://e.org/\",\"fields\":{\"title\":\"%s\"}}\n"
        .formatted(kind, title);
  }

  private static List<String> titles(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    var titles = new ArrayList<String>();
    Client.json(answer)
        .path("items")
        .forEach(item -> titles.add(item.path("fields").path("title").asString()));
    return titles;
  }

  @Test
  void pagesThroughTheItemsOfTheLastRunThatSucceeded() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    ended("100-2", 2, RunState.Ended.SUCCEEDED, "a/100-2");
    ended("100-3", 3, RunState.Ended.FAILED, "a/100-3");
    file("100-1", "items-00000.jsonl", item("book", "old"));
    file("100-2", "items-00000.jsonl", item("book", "1") + item("cd", "2") + item("book", "3"));
    file("100-2", "items-00001.jsonl", item("book", "ü"));

    var first = client.get(TASKS + "/a/results?limit=2");
    assertThat(titles(first)).containsExactly("1", "2");
    assertThat(Client.json(first).path("run").asString()).isEqualTo("100-2");
    var cursor = Client.json(first).path("nextCursor").asString();
    var second = client.get(TASKS + "/a/results?limit=2&cursor=" + cursor);
    assertThat(titles(second)).containsExactly("3", "ü");
    assertThat(Client.json(second).has("nextCursor")).isFalse();

    assertThat(titles(client.get(TASKS + "/a/results?kind=cd"))).containsExactly("2");
    assertThat(titles(client.get(TASKS + "/a/results?run=100-1"))).containsExactly("old");
  }

  @Test
  void downloadsAllItems() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    file("100-1", "items-00000.jsonl", item("book", "x, y"));
    file("100-1", "items-00001.jsonl", item("book", "z"));

    var csv = client.get(TASKS + "/a/results?format=csv");
    assertThat(new String(csv.body(), UTF_8))
        .isEqualTo("_kind,_page,title\r\nbook,http://e.org/,\"x, y\"\r\nbook,http://e.org/,z\r\n");
    assertThat(Client.header(csv, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"items-100-1.csv\"");

    var lines = client.get(TASKS + "/a/results", "Accept", "application/x-ndjson");
    assertThat(Client.header(lines, "Content-Type")).startsWith("application/x-ndjson");
    assertThat(new String(lines.body(), UTF_8)).isEqualTo(item("book", "x, y") + item("book", "z"));
  }

  @Test
  void saysWhoseRunItIs() {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    client.post(TASKS, TASK.replace("\"a\"", "\"b\""));
    assertOfAnother("/b", "The run '100-1' is one of the task 'a', not of 'b'.");

    client.delete(TASKS + "/a");
    client.post(TASKS, TASK);
    assertOfAnother("/a", "The run '100-1' is one of an earlier task 'a', which was deleted");
  }

  private static void assertOfAnother(String task, String detail) {
    for (var what : List.of("/results?run=100-1", "/pages?run=100-1")) {
      var answer = client.get(TASKS + task + what);
      assertCode(answer, 404, "no-such-run");
      assertThat(Client.json(answer).path("detail").asString()).startsWith(detail);
      assertThat(Client.header(answer, "Link")).contains("/api/v1/runs/100-1");
    }
  }

  @Test
  void downloadsTheItemsOfOneKind() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    file("100-1", "items-00000.jsonl", item("book", "x") + item("cd", "y"));

    var csv = client.get(TASKS + "/a/results?format=csv&kind=cd");
    assertThat(new String(csv.body(), UTF_8)).endsWith("title\r\ncd,http://e.org/,y\r\n");
    var lines = client.get(TASKS + "/a/results?format=jsonl&kind=book");
    assertThat(new String(lines.body(), UTF_8)).isEqualTo(item("book", "x"));
    for (var part : List.of("limit=1", "cursor=0-1")) {
      assertCode(client.get(TASKS + "/a/results?format=csv&" + part), 400, "invalid-parameter");
      var accept = client.get(TASKS + "/a/results?" + part, "Accept", "text/csv");
      assertCode(accept, 400, "invalid-parameter");
    }
  }

  @Test
  void refusesAKindThatThereIsNot() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    file("100-1", "items-00000.jsonl", item("cd", "1"));

    assertThat(fault("/a/results?kind=bok")).isEqualTo("must be one of book; did you mean 'book'?");
    assertThat(titles(client.get(TASKS + "/a/results?kind=book"))).isEmpty();
    assertThat(titles(client.get(TASKS + "/a/results?kind=cd"))).containsExactly("1");
    file("100-1", "index.cdxj", line(1));
    for (var url : List.of("foo", "/index.html", "ftp://e.org/", "http://")) {
      assertThat(fault("/a/pages?url=" + url)).startsWith("must be a whole URL such as");
    }
  }

  @Test
  void refusesACursorThatItHasNotGiven() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    var item = item("book", "1");
    file("100-1", "items-00000.jsonl", item + item);

    for (var cursor : List.of("7-0", "0-1", "0-999999", "0-" + 2 * item.length(), "1-0", "x")) {
      assertThat(fault("/a/results?cursor=" + cursor))
          .as(cursor)
          .isEqualTo("must be the nextCursor of an earlier answer");
    }
    assertThat(titles(client.get(TASKS + "/a/results?cursor=0-" + item.length()))).hasSize(1);
  }

  private static String fault(String target) {
    var answer = client.get(TASKS + target);
    assertCode(answer, 400, "invalid-parameter");
    return Client.json(answer).path("errors").path(0).path("detail").asString();
  }

  @Test
  void saysWhatATaskNeedsForItsItemsToBeRead() throws IOException {
    var crawl = "{\"output\":[\"sql\"],\"seeds\"";
    client.post(TASKS, TASK.replace("\"a\"", "\"t\"").replace("{\"seeds\"", crawl));
    ended("t", "100-1", 1, RunState.Ended.SUCCEEDED, "t/100-1");
    ended("100-2", 2, RunState.Ended.SUCCEEDED, "a/100-2");
    file("100-2", "items-00000.csv", "_kind,_page,title\r\nbook,http://e.org/,x\r\n");

    for (var what : List.of("/t/results", "/a/results", "/a/results?format=csv")) {
      var answer = client.get(TASKS + what);
      assertCode(answer, 404, "no-results");
      assertThat(Client.json(answer).path("detail").asString())
          .contains("add jsonl to spec.crawl.output");
    }
  }

  @Test
  void saysWhereItHasLooked() throws IOException {
    assertCode(client.get(TASKS + "/b/results"), 404, "no-such-task");
    assertCode(client.get(TASKS + "/a/results"), 404, "no-results");
    assertCode(client.get(TASKS + "/a/results?run=100-9"), 404, "no-such-run");
    assertCode(client.get(TASKS + "/a/results?run=../x"), 404, "no-such-run");
    assertCode(client.get(TASKS + "/a/results?cursor=x&format=xml"), 400, "invalid-parameter");
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    var gone = client.get(TASKS + "/a/pages?url=http://e.org/");
    assertCode(gone, 404, "no-results");
    assertThat(Client.json(gone).path("detail").asString())
        .contains("crawlkeeper.storage.url", master.results.getFileName().toString());
  }

  private static String line(int page) {
    return ("http://e.org/p%04d 20260102030405 {\"url\":\"http://e.org/p%04d\",\"page\":"
            + "{\"url\":\"http://e.org/p%04d\",\"status\":200,\"title\":\"%s\"}}\n")
        .formatted(page, page, page, "ä".repeat(page % 90));
  }

  private static String page(String parameters) {
    return TASKS + "/a/pages?" + parameters;
  }

  private static String encoded(String url) {
    return URLEncoder.encode(url, UTF_8);
  }

  @Test
  void findsEveryPageOfALongIndex() throws IOException {
    ended("100-1", 1, RunState.Ended.FAILED, "a/100-1");
    var refused =
        "http://e.org/p0500x - {\"url\":\"http://e.org/p0500x\",\"refused\":\"out of scope\","
            + "\"referrer\":\"http://e.org/p0001\"}\n";
    file(
        "100-1",
        "index.cdxj",
        IntStream.range(0, 3000)
            .mapToObj(i -> i == 500 ? line(i) + refused : line(i))
            .collect(Collectors.joining()));

    for (var i = 0; i < 3000; i += 113) {
      var url = "http://e.org/p%04d".formatted(i);
      var answer = client.get(page("url=" + encoded(url + "#part")));
      assertThat(answer.statusCode()).as(url).isEqualTo(200);
      assertThat(Client.json(answer).path("page").path("url").asString()).isEqualTo(url);
    }
    var not = Client.json(client.get(page("url=" + encoded("http://e.org/p0500x"))));
    assertThat(not.toString())
        .isEqualTo(
            "{\"url\":\"http://e.org/p0500x\",\"taken\":false,\"reason\":\"out of scope\","
                + "\"referrer\":\"http://e.org/p0001\",\"run\":\"100-1\"}");
    assertCode(client.get(page("url=" + encoded("http://e.org/p3000"))), 404, "no-such-page");
    assertCode(client.get(page("url=" + encoded("http://e.org"))), 404, "no-such-page");

    assertThat(urls("prefix=" + encoded("http://e.org/p05") + "&limit=40")).hasSize(101);
    assertThat(urls("limit=1000")).hasSize(3001).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void findsReferencesThatAreNoUrls() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    var cut = "data:" + "x".repeat(195) + "%E2%80%A6";
    file(
        "100-1",
        "index.cdxj",
        Stream.of(cut, "http://%C3%BC@e.org/#a", "mailto:ann%20lee")
            .map("%1$s - {\"url\":\"%1$s\",\"refused\":\"malformed\"}\n"::formatted)
            .collect(Collectors.joining()));

    var asked = List.of("data:" + "x".repeat(300), cut, "http://ü@e.org/#a", " mailto:ann lee");
    for (var reference : asked) {
      var found = Client.json(client.get(page("url=" + encoded(reference))));
      assertThat(found.path("reason").asString()).as(reference).isEqualTo("malformed");
    }
    assertThat(urls("prefix=" + encoded("http://ü"))).containsExactly("http://%C3%BC@e.org/#a");
  }

  private static List<String> urls(String parameters) {
    var urls = new ArrayList<String>();
    for (@Nullable String cursor = ""; cursor != null; ) {
      var answer = client.get(page(parameters + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      assertThat(answer.statusCode()).isEqualTo(200);
      var json = Client.json(answer);
      json.path("items").forEach(item -> urls.add(item.path("url").asString()));
      cursor = json.has("nextCursor") ? json.path("nextCursor").asString() : null;
    }
    return urls;
  }

  @Test
  void findsAPageByWhateverCountsAsItsUrl() throws IOException {
    var urls =
        "{\"scope\":{\"urls\":{\"dropQuery\":[\"utm_*\"],\"sortQuery\":true,"
            + "\"lowercasePath\":true,\"dropTrailingSlash\":true}},\"seeds\"";
    client.post(TASKS, TASK.replace("\"a\"", "\"t\"").replace("{\"seeds\"", urls));
    for (var task : List.of("a", "t")) {
      ended(task, task.equals("a") ? "100-1" : "t", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    }
    var stored = List.of("http://e.org/A%20b/?b=2&a=1", "http://e.org/x");
    file("100-1", "index.cdxj", lines(stored) + "http://e.org:x/ - {\"refused\":\"malformed\"}\n");

    assertThat(found("a", "HTTP://E.org:80/x#part")).isEqualTo("http://e.org/x");
    assertThat(found("a", "http://e.org/A b/?b=2&a=1")).isEqualTo(stored.getFirst());
    assertThat(found("a", "http://e.org/x?utm_x=1")).isEmpty();
    assertThat(found("a", "http://e.org:x/")).isEqualTo("http://e.org:x/");
    assertThat(found("t", "http://e.org/x?utm_x=1")).isEqualTo("http://e.org/x");
    assertThat(found("t", "http://e.org/X/")).isEqualTo("http://e.org/x");
    assertThat(found("t", "http://e.org/a%20b?a=1&utm_x=1&b=2")).isEqualTo(stored.getFirst());
    assertThat(found("t", "http://e.org/a%20b?a=2&b=1")).isEmpty();
  }

  private static String lines(List<String> urls) {
    return urls.stream()
        .map("%1$s 20260102030405 {\"url\":\"%1$s\",\"page\":{\"status\":200}}\n"::formatted)
        .collect(Collectors.joining());
  }

  /** The spelling in which the page was stored; empty if none is found. */
  private static String found(String task, String url) {
    var answer = client.get(TASKS + "/" + task + "/pages?url=" + encoded(url));
    return Client.json(answer).path("url").asString("");
  }

  @Test
  void givesTheStoredBodySoThatNoBrowserShowsIt() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    storeBody("100-1");

    var body = client.get(page("url=" + encoded("http://e.org") + "&body=true"));

    assertThat(new String(body.body(), UTF_8)).isEqualTo("<script>alert(1)</script>");
    assertThat(Client.header(body, "Content-Type")).isEqualTo("text/html");
    assertThat(Client.header(body, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(Client.header(body, "Content-Disposition")).startsWith("attachment");
    assertThat(Client.header(body, "Content-Security-Policy")).contains("sandbox");
    assertCode(client.get(page("body=true")), 400, "invalid-parameter");
  }

  /** A page whose body is a script. */
  private void storeBody(String run) throws IOException {
    var http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>";
    var warc =
        """
        WARC/1.1
        WARC-Type: response
        WARC-Target-URI: http://e.org/
        WARC-Date: 2026-01-02T03:04:05Z
        WARC-Record-ID: <urn:uuid:7f2d4f0c-5c7b-4f0c-9d2b-6a1a6c1b2c3d>
        Content-Type: application/http;msgtype=response
        Content-Length: %d

        %s

        """
            .replace("\n", "\r\n")
            .formatted(http.length(), http);
    file(run, "crawl-00000.warc.gz", "before" + warc);
    file(
        run,
        "index.cdxj",
        """
        http://e.org/ 20260102030405 {"url":"http://e.org/","filename":"crawl-00000.warc.gz",\
        "offset":"6","length":"%d","page":{"status":200}}
        """
            .formatted(warc.length()));
  }

  @Test
  void givesTheBodyOfAnUnchangedPageFromTheRunThatHasStoredIt() throws IOException {
    ended("100-1", 1, RunState.Ended.SUCCEEDED, "a/100-1");
    ended("100-2", 2, RunState.Ended.SUCCEEDED, "a/100-2");
    storeBody("100-1");
    file(
        "100-2",
        "index.cdxj",
        """
        http://e.org/ 20260102030405 {"url":"http://e.org/","filename":"crawl-00000.warc.gz",\
        "offset":"1","length":"2","page":{"status":304,"unchangedSince":"100-1"}}
        """);
    var url = "url=" + encoded("http://e.org/");

    var found = Client.json(client.get(page(url)));
    assertThat(found.path("run").asString()).isEqualTo("100-2");
    assertThat(found.path("page").toString())
        .isEqualTo("{\"status\":304,\"unchangedSince\":\"100-1\"}");
    var body = client.get(page(url + "&body=true"));
    assertThat(new String(body.body(), UTF_8)).isEqualTo("<script>alert(1)</script>");

    FileSystemUtils.deleteRecursively(master.results.resolve("a/100-1"));
    var gone = client.get(page(url + "&body=true"));
    assertCode(gone, 404, "no-such-page");
    assertThat(Client.json(gone).path("detail").asString())
        .contains("stored by the run '100-1', whose results have been removed");
  }
}
