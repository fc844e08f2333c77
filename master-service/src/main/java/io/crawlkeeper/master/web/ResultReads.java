package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.Suggestion;
import io.crawlkeeper.results.ItemCsv;
import io.crawlkeeper.results.ItemFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads of the items that runs have left. */
@RestController
@RequestMapping(path = "/api/v1/tasks/{name}/results")
final class ResultReads {
  private static final List<String> FORMATS = List.of("json", "jsonl", "csv");

  private final ResultBook book;
  private final Answers answers;

  ResultReads(ResultBook book, Answers answers) {
    this.book = book;
    this.answers = answers;
  }

  /** A page of items as JSON, or all of them as JSON lines or CSV. */
  @GetMapping
  @Nullable ResponseEntity<byte[]> results(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws HistoryAwayException, IOException {
    var query = Query.of(request, "run", "kind", "limit", "cursor", "format");
    var run = query.one("run", id -> id);
    var kind = query.one("kind", word -> word);
    var limit = Objects.requireNonNullElse(query.one("limit", Filters::limit), 100);
    var from = query.one("cursor", ItemCursor::decode);
    var asked = query.one("format", word -> Filters.word(FORMATS, word));
    var format = asked == null ? accepted(request) : asked;
    if (!format.equals("json")) {
      query.refuseWith("format " + format + ", which has all items", "limit", "cursor");
    }
    query.finish();
    var found = book.succeeded(name, run);
    var items = book.reading(() -> ItemFiles.open(book.storage(), found.folder()));
    checkForm(found, items);
    if (format.equals("json")) {
      var place = Objects.requireNonNullElse(from, ItemFiles.Place.START);
      if (!book.reading(() -> items.isPlace(place))) {
        throw new Refusal(Problems.parameters(List.of(Fault.parameter("cursor", ItemCursor.NONE))));
      }
      var part = book.reading(() -> items.page(place, kind, limit));
      if (from == null && kind != null && part.items().isEmpty() && part.next() == null) {
        checkKind(found, kind);
      }
      return page(found, part);
    }
    download(found, new Form(format, kind), items, response);
    return null;
  }

  /** Runs may have left items of kinds that their task has no more, so this is for empty pages. */
  private static void checkKind(ResultBook.Found found, String kind) {
    var kinds = found.extract().items().stream().map(ExtractSpec.ItemSpec::name).toList();
    if (!kinds.contains(kind)) {
      var allowed =
          kinds.isEmpty()
              ? "must be the name of a kind of items, and this task extracts none"
              : "must be one of %s%s"
                  .formatted(String.join(", ", kinds), Suggestion.of(kind, kinds));
      throw new Refusal(Problems.parameters(List.of(Fault.parameter("kind", allowed))));
    }
  }

  /** That there are no items must not be said of items that are there in another form. */
  private static void checkForm(ResultBook.Found found, ItemFiles items) {
    var wanted =
        !found.extract().items().isEmpty() && !found.plan().output().contains(Output.JSONL);
    if (items.isEmpty() && (items.isTabular() || wanted)) {
      throw new Refusal(ResultProblems.otherForm(found.run()));
    }
  }

  private static String accepted(HttpServletRequest request) {
    var accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
    if (accept.contains("application/x-ndjson")) {
      return "jsonl";
    }
    return accept.contains("text/csv") ? "csv" : "json";
  }

  private ResponseEntity<byte[]> page(ResultBook.Found found, ItemFiles.Part part) {
    var body = JsonNodeFactory.instance.objectNode().put("run", found.run());
    var list = body.putArray("items");
    part.items().forEach(list::add);
    if (part.next() != null) {
      body.put("nextCursor", ItemCursor.encode(part.next()));
    }
    return answers.entity(Answer.of(200, body));
  }

  private record Form(String format, @Nullable String kind) {}

  private static void download(
      ResultBook.Found found, Form form, ItemFiles items, HttpServletResponse response)
      throws IOException {
    var csv = form.format.equals("csv");
    response.setContentType(csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"items-%s.%s\"".formatted(found.run(), form.format));
    if (csv) {
      items.copyCsv(ItemCsv.of(found.extract()), form.kind, response.getOutputStream());
    } else {
      items.copyJson(form.kind, response.getOutputStream());
    }
  }
}
