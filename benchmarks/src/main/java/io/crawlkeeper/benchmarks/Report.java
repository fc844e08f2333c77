package io.crawlkeeper.benchmarks;

import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a benchmark found: tables in Markdown for people, and the same in JSON. For one thread. */
public final class Report {

  private static final Path FOLDER = Path.of("target", "benchmarks");

  private final String name;
  private final String command;
  private final List<Table> tables = new ArrayList<>();

  /** Rows by the names of the columns, in their order. */
  private record Table(String title, List<Map<String, String>> rows) {}

  /**
   * @param command that repeats it
   */
  public Report(String name, String command) {
    this.name = name;
    this.command = command;
  }

  /**
   * @param cells a row each, all with as many cells as there are columns
   */
  public void table(String title, List<String> columns, List<List<String>> cells) {
    var rows = new ArrayList<Map<String, String>>();
    for (var row : cells) {
      var named = new LinkedHashMap<String, String>();
      for (var i = 0; i < columns.size(); i++) {
        named.put(columns.get(i), row.get(i));
      }
      rows.add(named);
    }
    tables.add(new Table(title, rows));
  }

  /** Prints it, and leaves it in {@code target/benchmarks}. */
  public void publish() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".md"), markdown());
    Files.write(
        FOLDER.resolve(name + ".json"),
        ZnodeCodec.mapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(
                Map.of(
                    "benchmark", name,
                    "command", command,
                    "machine", Machine.describe(),
                    "time", Instant.now().toString(),
                    "tables", tables)));
    System.out.println(markdown());
    System.out.println("Report: " + FOLDER.resolve(name + ".md").toAbsolutePath());
  }

  private String markdown() {
    var text = new StringBuilder("# %s%n%n`%s`; %s%n".formatted(name, command, Machine.describe()));
    for (var table : tables) {
      text.append("%n%s%n%n".formatted(table.title));
      var columns = table.rows.getFirst().keySet();
      text.append(line(columns));
      text.append(line(columns.stream().map(column -> "---").toList()));
      table.rows.forEach(row -> text.append(line(row.values())));
    }
    return text.toString();
  }

  private static String line(Iterable<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
