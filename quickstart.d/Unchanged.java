import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Answers 304 where a file has not changed since the time that the client names (RFC 9110, section
 * 13.1.3), which the JDK's file server does not.
 */
final class Unchanged extends Filter {
  private static final int NOT_MODIFIED = 304;

  private final Path folder;

  Unchanged(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String description() {
    return "Answers conditional requests";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (isUnchanged(exchange)) {
      exchange.sendResponseHeaders(NOT_MODIFIED, -1);
    } else {
      chain.doFilter(exchange);
    }
  }

  /** The site has no ETags, so none that is named matches. */
  private boolean isUnchanged(HttpExchange exchange) throws IOException {
    var head = exchange.getRequestHeaders();
    var since = head.getFirst("If-Modified-Since");
    var file = file(exchange.getRequestURI().getPath());
    return Set.of("GET", "HEAD").contains(exchange.getRequestMethod())
        && since != null
        && !head.containsKey("If-None-Match")
        && Files.isRegularFile(file)
        && !modified(file).isAfter(time(since));
  }

  private Path file(String path) {
    var named = folder.resolve("." + path).normalize();
    if (!named.startsWith(folder)) {
      return folder;
    }
    return path.endsWith("/") ? named.resolve("index.html") : named;
  }

  /** Dates in HTTP have no fractions of seconds. */
  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What cannot be read is passed over, as if it were long ago. */
  private static Instant time(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }
}
