package io.crawlkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML 1.1, as Kubernetes reads it; a key that is there twice is an error. */
final class Yaml {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  private static org.yaml.snakeyaml.Yaml reader() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options));
  }

  /** All documents that are not empty. */
  static List<JsonNode> documents(String text) {
    return StreamSupport.stream(reader().loadAll(text).spliterator(), false)
        .filter(Objects::nonNull)
        .<JsonNode>map(JSON::valueToTree)
        .toList();
  }

  static JsonNode document(String text) {
    return JSON.valueToTree(map(text));
  }

  static Map<String, Object> map(String text) {
    Map<String, Object> map = reader().load(text);
    return map == null ? Map.of() : map;
  }

  static String text(Map<String, Object> map) {
    return reader().dump(map);
  }

  /** As Helm merges values: maps by key, all else by the second. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> second) {
    var merged = new LinkedHashMap<>(first);
    second.forEach(
        (key, value) ->
            merged.merge(
                key,
                value,
                (old, given) ->
                    old instanceof Map && given instanceof Map
                        ? merged((Map<String, Object>) old, (Map<String, Object>) given)
                        : given));
    return merged;
  }

  /** What is at a path such as {@code a.b.c}; null if nothing is. */
  static @Nullable JsonNode at(JsonNode node, String path) {
    var found = node.at("/" + path.replace('.', '/'));
    return found.isMissingNode() ? null : found;
  }
}
