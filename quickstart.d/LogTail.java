import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The end of a log, for people. */
final class LogTail {
  private static final int LONGEST_LINE = 200;

  private LogTail() {}

  static String of(Path log, int lines) {
    try {
      var all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).stripTrailing();
      var kept = all.lines().filter(line -> !line.isBlank()).toList();
      return kept.stream()
          .skip(Math.max(0, kept.size() - lines))
          .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
          .map("  "::concat)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "  (the log cannot be read)";
    }
  }
}
