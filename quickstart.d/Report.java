import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What became of a crawl, and whether the results hold all pages of the sample site. */
final class Report {
  private final Object task;
  private final Options options;
  private final SampleSite site;
  private final Set<String> missing;

  /**
   * @param task at its end
   * @param site that was crawled; null if it was another
   */
  Report(Object task, Options options, SampleSite site) throws IOException {
    this.task = task;
    this.options = options;
    this.site = site;
    this.missing = site == null ? Set.of() : missing();
  }

  boolean succeeded() {
    return state().equals("succeeded") && missing.isEmpty();
  }

  String headline(String time) {
    return "The crawl %s: %s, %s, %s."
        .formatted(state(), counted("fetched", "response"), counted("failed", "error"), time);
  }

  List<String> details() throws IOException {
    var lines = new ArrayList<String>();
    var reason = Json.text(task, "status", "reason");
    if (!reason.isEmpty()) {
      lines.add("  reason   " + reason);
    }
    if (!missing.isEmpty()) {
      lines.add("  missing  " + String.join(" ", missing));
    } else if (site != null) {
      lines.add(
          "  checked  all %d pages of the site are in the results; one link is broken on purpose"
              .formatted(site.pages().size()));
    }
    var results = results();
    lines.add("  results  " + (results == null ? "none" : Quickstart.shown(results)));
    return lines;
  }

  private String state() {
    return Json.text(task, "status", "state");
  }

  private String counted(String counter, String what) {
    var count = Json.number(task, "status", "run", "progress", counter);
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Pages of the sample site that the results do not have. */
  private Set<String> missing() throws IOException {
    var missing = new TreeSet<>(site.pages());
    var results = results();
    if (results != null && Files.isReadable(results.resolve("pages-00000.jsonl"))) {
      for (var line : Files.readAllLines(results.resolve("pages-00000.jsonl"))) {
        var page = Json.parse(line);
        if (Json.number(page, "status") == 200) {
          missing.remove(Json.text(page, "url"));
        }
      }
    }
    return missing;
  }

  private Path results() {
    var output = Json.text(task, "status", "run", "output");
    return output.isEmpty() ? null : options.data().resolve("results").resolve(output);
  }
}
