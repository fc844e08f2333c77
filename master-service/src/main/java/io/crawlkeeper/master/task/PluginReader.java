package io.crawlkeeper.master.task;

import io.crawlkeeper.model.PluginSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code spec.plugin}, whose configuration nobody but the plug-in understands. */
final class PluginReader {

  static final List<String> PLUGIN = List.of("kind", "config");

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int LARGEST = 32 << 10;

  private PluginReader() {}

  static @Nullable PluginSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("kind");
    var kind = fields.text("kind", PluginReader::kind);
    var config = fields.has("config") ? fields.scalar("config", PluginReader::config) : "{}";
    return kind == null || config == null ? null : new PluginSpec(kind, config);
  }

  private static String kind(String text) {
    Forms.require(
        KIND.matcher(text).matches(),
        "must be 1 to 63 small letters, digits and '-', the first a letter");
    Forms.require(
        !WorkReader.WORK.contains(text),
        "must not be '%s', which is no plug-in's: write it as spec.%s".formatted(text, text));
    return text;
  }

  private static String config(JsonNode node) {
    Forms.require(node.isObject(), "must be an object but is " + Scalars.kind(node));
    var text = node.toString();
    Forms.require(
        text.getBytes(StandardCharsets.UTF_8).length <= LARGEST,
        "must be at most 32 KiB of JSON, without needless spaces");
    return text;
  }
}
