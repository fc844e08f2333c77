package io.crawlkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Tables of values in Markdown: the comment that begins with {@code --} before each tells of it.
 */
final class ValuesTable {

  private static final String MARK = "-- ";

  private final StringBuilder text = new StringBuilder();
  private final JsonNode defaults;

  private ValuesTable(JsonNode defaults) {
    this.defaults = defaults;
  }

  /**
   * @throws AssertionError if there is a value of which nothing is told
   */
  static String of(String values) {
    var options = new LoaderOptions();
    options.setProcessComments(true);
    var root = (MappingNode) new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(values));
    var table = new ValuesTable(Yaml.document(values));
    var general = new ArrayList<NodeTuple>();
    var groups = new ArrayList<NodeTuple>();
    for (var tuple : root.getValue()) {
      (comment(tuple.getKeyNode()).isEmpty() ? groups : general).add(tuple);
    }
    table.section("General", general, "");
    for (var group : groups) {
      var name = name(group);
      table.section(name, ((MappingNode) group.getValueNode()).getValue(), name + ".");
    }
    return table.text.toString();
  }

  private void section(String title, List<NodeTuple> tuples, String prefix) {
    text.append("\n### ").append(title).append("\n\n| value | default | |\n|---|---|---|\n");
    rows(tuples, prefix);
    text.append('\n');
  }

  private void rows(List<NodeTuple> tuples, String prefix) {
    for (var tuple : tuples) {
      var path = prefix + name(tuple);
      var told = comment(tuple.getKeyNode());
      if (!told.isEmpty()) {
        text.append("| `%s` | `%s` | %s |\n".formatted(path, standard(path), cell(told)));
      } else if (tuple.getValueNode() instanceof MappingNode group && !group.getValue().isEmpty()) {
        rows(group.getValue(), path + ".");
      } else {
        throw new AssertionError("values.yaml tells nothing of " + path);
      }
    }
  }

  private String standard(String path) {
    return cell(String.valueOf(Objects.requireNonNull(Yaml.at(defaults, path))));
  }

  private static String cell(String words) {
    return words.replace("|", "\\|");
  }

  private static String name(NodeTuple tuple) {
    return ((ScalarNode) tuple.getKeyNode()).getValue();
  }

  /** Of the lines before a key, from the one with the mark on. */
  private static String comment(Node key) {
    var comments = key.getBlockComments();
    if (comments == null) {
      return "";
    }
    var told = new StringBuilder();
    for (var line : comments) {
      var words = line.getValue().strip();
      if (words.startsWith(MARK)) {
        told.setLength(0);
        told.append(words.substring(MARK.length()));
      } else if (!told.isEmpty() && !words.isEmpty()) {
        told.append(' ').append(words);
      }
    }
    return told.toString();
  }
}
