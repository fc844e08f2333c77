package io.crawlkeeper.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Properties as the tree that they were in YAML, with the names as they were written: Spring's own
 * binding folds the case of map keys, which matters in a document.
 */
public final class PropertyTree {

  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|\\.?([^.\\[]+)");

  private final Map<Object, Object> root = new TreeMap<>();

  private PropertyTree() {}

  /** The list below this property; empty if there is none. Elements are maps, lists or scalars. */
  public static List<Object> list(ConfigurableEnvironment environment, String property) {
    var tree = new PropertyTree();
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (var name : listed.getPropertyNames()) {
          if (name.startsWith(property + "[")) {
            tree.put(name.substring(property.length()), value(environment, listed, name));
          }
        }
      }
    }
    return asTree(tree.root) instanceof List<?> list ? List.copyOf(list) : List.of();
  }

  private static Object value(
      ConfigurableEnvironment environment, EnumerablePropertySource<?> source, String name) {
    var value = source.getProperty(name);
    return switch (value) {
      case null -> "";
      case Number number -> number;
      case Boolean truth -> truth;
      default -> environment.resolveRequiredPlaceholders(value.toString());
    };
  }

  /** Sources come in order of precedence, so the first value stays. */
  private void put(String path, Object value) {
    var steps = new ArrayList<Object>();
    for (var step = STEP.matcher(path); step.find(); ) {
      steps.add(step.group(1) == null ? step.group(2) : Integer.valueOf(step.group(1)));
    }
    var node = root;
    for (var step : steps.subList(0, steps.size() - 1)) {
      node = child(node, step);
    }
    node.putIfAbsent(steps.getLast(), value);
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> child(Map<Object, Object> node, Object step) {
    return (Map<Object, Object>) node.computeIfAbsent(step, name -> new TreeMap<>());
  }

  private static Object asTree(Object node) {
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    var children = map.values().stream().map(PropertyTree::asTree).toList();
    return first(map) instanceof Integer ? children : zip(map, children);
  }

  private static @Nullable Object first(Map<?, ?> map) {
    return map.isEmpty() ? null : map.keySet().iterator().next();
  }

  private static Map<Object, Object> zip(Map<?, ?> map, List<Object> children) {
    var named = new TreeMap<Object, Object>();
    var child = children.iterator();
    map.keySet().forEach(name -> named.put(name, child.next()));
    return named;
  }
}
