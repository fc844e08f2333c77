package io.crawlkeeper.worker.crawl.extract;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs JSONPaths; they are stopped in the middle when the time is over. One thread. */
final class JsonPathRuns {
  private static final Jackson3MappingProvider MAPPING = new Jackson3MappingProvider(Page.JSON);

  private final Configuration configuration;

  JsonPathRuns(Effort effort) {
    configuration =
        Configuration.builder().jsonProvider(new Stepping(effort)).mappingProvider(MAPPING).build();
  }

  List<Spot> find(JsonPath path, JsonNode json, int most) {
    if (json.isMissingNode()) {
      return List.of();
    }
    try {
      @Nullable Object found = path.read(json, configuration);
      return spots(path, found, most);
    } catch (PathNotFoundException e) {
      return List.of();
    }
  }

  private static List<Spot> spots(JsonPath path, @Nullable Object found, int most) {
    if (!(found instanceof JsonNode node)) {
      // A function such as length() gives a number of Java.
      return found == null ? List.of() : List.of(new Spot.OfText(found.toString()));
    }
    var spots = new ArrayList<Spot>();
    for (var one : path.isDefinite() ? List.of(node) : node) {
      if (!one.isNull() && spots.size() < most) {
        spots.add(new Spot.OfJson(one));
      }
    }
    return spots;
  }

  /** Reports each look at the document, and lets nobody change it. */
  private static final class Stepping extends Jackson3JsonNodeJsonProvider {
    private final Effort effort;

    Stepping(Effort effort) {
      super(Page.JSON);
      this.effort = effort;
    }

    @Override
    public Object getArrayIndex(Object array, int index) {
      effort.step();
      return super.getArrayIndex(array, index);
    }

    @Override
    public Object getMapValue(Object map, String key) {
      effort.step();
      return super.getMapValue(map, key);
    }

    @Override
    public boolean isMap(Object value) {
      effort.step();
      return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
      effort.step();
      return super.isArray(value);
    }

    @Override
    public Collection<String> getPropertyKeys(Object map) {
      effort.look();
      return super.getPropertyKeys(map);
    }
  }
}
