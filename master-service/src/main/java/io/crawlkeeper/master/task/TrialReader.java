package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.RuleTrial;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the body of a trial of extraction rules. */
public final class TrialReader {

  private static final List<String> TRIAL =
      List.of("url", "page", "contentType", "extract", "fetch", "render");
  private static final Pattern TYPE = Pattern.compile("[\\x20-\\x7e]{1,200}");

  private TrialReader() {}

  /**
   * @throws InvalidTask if anything is wrong with it
   */
  public static RuleTrial read(JsonNode document) {
    var reading = Reading.strict();
    var fields = Fields.of(document, "", reading, TRIAL, "a trial");
    var trial = fields == null ? null : trial(fields);
    reading.finish();
    if (trial == null) {
      throw new IllegalStateException("a trial was not read, and nothing was found wrong with it");
    }
    return trial;
  }

  private static RuleTrial trial(Fields fields) {
    fields.require("url");
    fields.require("extract");
    var url = fields.text("url", CrawlForms::seed);
    var page = fields.text("page", TrialReader::page);
    var type = fields.text("contentType", TrialReader::type);
    var extract = ExtractReader.read(fields.object("extract", ExtractReader.EXTRACT));
    var fetch = FetchReader.read(fields.object("fetch", FetchReader.FETCH));
    var render = CrawlReader.render(fields);
    checkTogether(fields);
    CrawlReader.checkRender(fields, render, fetch);
    return new RuleTrial(
        url == null ? "" : url,
        page,
        type,
        extract == null ? ExtractSpec.NONE : extract,
        fetch,
        render);
  }

  private static void checkTogether(Fields fields) {
    if (fields.has("page") && fields.has("fetch")) {
      fields.refuse("fetch", "goes without page only: a page that is given is not fetched");
    }
    if (fields.has("page") && fields.has("render")) {
      fields.refuse("render", "goes without page only: a browser is shown what was fetched");
    }
    if (fields.has("contentType") && !fields.has("page")) {
      fields.refuse("contentType", "goes with page only: else it is the server's to say");
    }
  }

  private static String page(String text) {
    Forms.require(
        text.length() <= RuleTrial.LONGEST_PAGE,
        "must be at most %d characters".formatted(RuleTrial.LONGEST_PAGE));
    return text;
  }

  private static String type(String text) {
    Forms.require(TYPE.matcher(text).matches(), "must be a type such as text/html; charset=utf-8");
    return text;
  }
}
