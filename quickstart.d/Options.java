import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What was asked for on the command line.
 *
 * @param once whether to end after the crawl
 * @param port of the master; the four after it are taken as well
 * @param data folder for all that is written
 * @param seed where to crawl; null for the sample site
 * @param contact whom those who are crawled can ask; null if no public site is to be crawled
 */
record Options(boolean once, int port, Path data, String seed, String contact) {

  static final String HELP =
      """
      Usage: ./quickstart [--once] [--port N] [--data DIR]
                          [--seed URL] [--contact WHO]

      Builds Crawlkeeper if need be, starts a master with an embedded ZooKeeper and two workers
      on this machine, crawls the sample site, and shows how it goes. Runs until Ctrl-C; what was
      crawled is kept, and is there again at the next start.

        --once      end after the crawl: with 0 if it succeeded, else with 1
        --port N    port of the master (8080); the workers take N+1 and N+2, ZooKeeper N+3,
                    the sample site N+4
        --data DIR  folder for ZooKeeper's data, the results and the logs (./data)
        --seed URL  crawl from this URL instead of the sample site: one request a second,
                    robots.txt heeded, at most 100 pages
        --contact WHO
                    your mail address, or a URL about your crawls: sites that are crawled get
                    to see it; without it no public site is crawled
        --help      this text
      """;

  private static final int PORTS = 5;

  /**
   * @param root of the project, for defaults
   * @throws Failure if an option is wrong
   */
  static Options parse(String[] arguments, Path root) {
    var options = new Options(false, 8080, root.resolve("data"), null, null);
    Queue<String> left = new ArrayDeque<>(List.of(arguments));
    while (!left.isEmpty()) {
      options = options.with(left.remove(), left);
    }
    return options;
  }

  private Options with(String option, Queue<String> left) {
    return switch (option) {
      case "--once" -> new Options(true, port, data, seed, contact);
      case "--port" -> new Options(once, port(value(option, left)), data, seed, contact);
      case "--data" -> new Options(once, port, folder(value(option, left)), seed, contact);
      case "--seed" -> new Options(once, port, data, seed(value(option, left)), contact);
      case "--contact" -> new Options(once, port, data, seed, value(option, left));
      default -> {
        var equals = option.indexOf('=');
        if (!option.startsWith("--") || equals < 0) {
          throw new Failure("There is no option %s; see ./quickstart --help.".formatted(option));
        }
        var name = option.substring(0, equals);
        Queue<String> given = new ArrayDeque<>(List.of(option.substring(equals + 1)));
        var options = with(name, given);
        if (!given.isEmpty()) {
          throw new Failure(
              "The option %s takes no value; see ./quickstart --help.".formatted(name));
        }
        yield options;
      }
    };
  }

  private static String value(String option, Queue<String> left) {
    if (left.isEmpty()) {
      throw new Failure("The option %s needs a value; see ./quickstart --help.".formatted(option));
    }
    return left.remove();
  }

  private static Path folder(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  private static int port(String text) {
    var last = 65_536 - PORTS;
    if (text.matches("\\d{1,5}")) {
      var port = Integer.parseInt(text);
      if (port >= 1 && port <= last) {
        return port;
      }
    }
    throw new Failure("--port must be a number from 1 to %d, not %s.".formatted(last, text));
  }

  private static String seed(String text) {
    try {
      var scheme = new URI(text).getScheme();
      if (scheme != null && scheme.matches("(?i)https?")) {
        return text;
      }
    } catch (java.net.URISyntaxException e) {
      // Falls through to the sentence.
    }
    throw new Failure("--seed must be a URL such as https://example.org/, not %s.".formatted(text));
  }

  int workerPort(int number) {
    return port + number;
  }

  int zooKeeperPort() {
    return port + 3;
  }

  int sitePort() {
    return port + 4;
  }
}
