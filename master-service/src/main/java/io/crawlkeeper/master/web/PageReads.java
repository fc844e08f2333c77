package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.results.IndexLine;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.results.PageSearch;
import io.crawlkeeper.results.ShownBody;
import io.crawlkeeper.results.TaskResults;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.url.UrlParser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads of what became of the URLs of a run. */
@RestController
@RequestMapping(path = "/api/v1/tasks/{name}/pages")
final class PageReads {
  private static final String NO_URL = "must be a whole URL such as https://example.org/page";

  private final ResultBook book;
  private final Lookout lookout;
  private final Answers answers;

  PageReads(ResultBook book, Lookout lookout, Answers answers) {
    this.book = book;
    this.lookout = lookout;
    this.answers = answers;
  }

  /** The page of one URL, its body, or a list of all whose URL has a prefix. */
  @GetMapping
  @Nullable ResponseEntity<byte[]> pages(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws HistoryAwayException, IOException {
    var query = Query.of(request, "url", "body", "prefix", "run", "limit", "cursor");
    var url = query.one("url", text -> text);
    var body = query.flag("body");
    var prefix = query.one("prefix", IndexKey::of);
    var run = query.one("run", id -> id);
    var limit = Objects.requireNonNullElse(query.one("limit", Filters::limit), 100);
    var cursor = query.one("cursor", PageCursor::decode);
    if (url != null && (prefix != null || cursor != null)) {
      query.refuse("url", "cannot be given together with prefix or cursor");
    }
    if (body && url == null) {
      query.refuse("body", "must be given together with url");
    }
    query.finish();
    if (run != null && url != null && !body) {
      var live = live(name, run, url);
      if (live.isPresent()) {
        return live.get();
      }
    }
    var found = book.ended(name, run);
    var index = book.reading(() -> PageIndex.open(book.storage(), found.folder()));
    if (url == null) {
      return list(found, index, new Range(Objects.requireNonNullElse(prefix, ""), cursor, limit));
    }
    var line = line(found, index, url);
    if (!body) {
      return answers.entity(Answer.of(200, json(line).put("run", found.run())));
    }
    send(found, line, response);
    return null;
  }

  /** Empty if the run is not being carried out now. */
  private Optional<ResponseEntity<byte[]>> live(String task, String run, String url)
      throws HistoryAwayException {
    book.checkRun(task, run);
    return lookout.page(run, url).map(json -> answers.entity(Answer.of(200, json)));
  }

  private record Range(String prefix, @Nullable String after, int limit) {}

  private ResponseEntity<byte[]> list(ResultBook.Found found, PageIndex index, Range range) {
    // No URL is between one and the same with a blank at its end.
    var first = range.after == null ? range.prefix : range.after + " ";
    var lines = book.reading(() -> index.list(first, range.prefix, range.limit + 1));
    var body = JsonNodeFactory.instance.objectNode().put("run", found.run());
    var items = body.putArray("items");
    lines.stream().limit(range.limit).forEach(line -> items.add(json(line)));
    if (lines.size() > range.limit) {
      body.put("nextCursor", PageCursor.encode(lines.get(range.limit - 1).url()));
    }
    return answers.entity(Answer.of(200, body));
  }

  private IndexLine line(ResultBook.Found found, PageIndex index, String url) {
    var search = new PageSearch(index, UrlForm.of(found.plan()));
    return book.reading(() -> search.find(url))
        .orElseThrow(
            () ->
                new Refusal(
                    UrlParser.parse(url) == null
                        ? Problems.parameters(List.of(Fault.parameter("url", NO_URL)))
                        : ResultProblems.noSuchPage(found.run(), url)));
  }

  private static ObjectNode json(IndexLine line) {
    var json = JsonNodeFactory.instance.objectNode().put("url", line.url());
    var refused = line.json().path("refused");
    if (refused.isString()) {
      json.put("taken", false).put("reason", refused.asString());
      if (line.json().has("referrer")) {
        json.set("referrer", line.json().path("referrer"));
      }
      return json;
    }
    json.put("taken", true).set("page", line.json().path("page"));
    if (!line.segment().isEmpty()) {
      json.putObject("stored")
          .put("segment", line.segment())
          .put("offset", line.offset())
          .put("length", line.length());
    }
    return json;
  }

  private void send(ResultBook.Found found, IndexLine line, HttpServletResponse response)
      throws IOException {
    var opened = book.reading(() -> open(found, line));
    try (var body =
        opened.orElseThrow(() -> new Refusal(ResultProblems.noBody(found.run(), line.url())))) {
      BodyAnswer.send(body, response);
    }
  }

  private Optional<ShownBody> open(ResultBook.Found found, IndexLine line) throws IOException {
    var results = TaskResults.besides(book.storage(), found.folder());
    try {
      var page = results.holder(found.run(), line);
      return page.isPresent() ? results.openShown(page.get()) : Optional.empty();
    } catch (NoSuchFileException e) {
      if (line.unchangedSince().isEmpty()) {
        throw e;
      }
      throw new Refusal(ResultProblems.bodyGone(line));
    }
  }
}
