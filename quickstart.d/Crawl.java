import java.io.IOException;
import java.util.Locale;

/** Makes a task and shows it until its crawl has ended. */
final class Crawl {
  private static final int POLL_MILLIS = 200;
  private static final String TASK = "quickstart-";

  private final MasterApi master;
  private final Services services;
  private final Screen screen;

  Crawl(MasterApi master, Services services, Screen screen) {
    this.master = master;
    this.services = services;
    this.screen = screen;
  }

  /**
   * @param seed null for the sample site
   * @return the task at its end
   */
  Object run(String seed, String site) throws IOException, InterruptedException {
    var name = nextName();
    var path = "/api/v1/tasks/" + name;
    screen.say("Crawling %s as task %s.".formatted(seed == null ? site : seed, name));
    master.put(path, SampleTask.json(name, seed, site));
    return follow(name, path);
  }

  /** A task runs once for what it says, so that each quickstart makes a task of its own. */
  private String nextName() throws IOException, InterruptedException {
    var highest = 0;
    var cursor = "";
    do {
      var page = master.get("/api/v1/tasks?limit=1000&q=" + TASK + cursor);
      for (var task : Json.list(page, "items")) {
        var name = Json.text(task, "name");
        if (name.matches(TASK + "\\d{1,6}")) {
          highest = Math.max(highest, Integer.parseInt(name.substring(TASK.length())));
        }
      }
      var next = Json.text(page, "nextCursor");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return TASK + (highest + 1);
  }

  /** Shows the task until it has ended. */
  private Object follow(String name, String path) throws IOException, InterruptedException {
    while (true) {
      services.check();
      var task = master.find(path);
      if (task == null) {
        throw new Failure(
            "The task %s was deleted before its crawl had ended, so the quickstart ends too."
                .formatted(name));
      }
      var state = Json.text(task, "status", "state");
      switch (state) {
        case "succeeded", "failed", "timed-out", "cancelled" -> {
          return task;
        }
        default -> screen.update(progress(state, task));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static String progress(String state, Object task) {
    var progress = Json.at(task, "status", "run", "progress");
    if (progress == null || !state.equals("running")) {
      return "  " + state;
    }
    var speed = Json.at(progress, "pagesPerSecond") instanceof Double value ? value : 0;
    return String.format(
        Locale.ROOT,
        "  %s: %d fetched, %d queued, %d failed, %.1f pages/s",
        state,
        Json.number(progress, "fetched"),
        Json.number(progress, "queued"),
        Json.number(progress, "failed"),
        speed);
  }
}
