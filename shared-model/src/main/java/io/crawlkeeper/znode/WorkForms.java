package io.crawlkeeper.znode;

import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.PlacementSpec;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.StatusRange;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** What a task does stands beside schedule, run and placement, in a field named after its kind. */
final class WorkForms {

  private static final Map<String, Class<? extends WorkSpec>> FIELDS = fields();

  /** Numbers of a plug-in's own configuration keep all their digits. */
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private WorkForms() {}

  static SimpleModule module() {
    return new SimpleModule("work")
        .addSerializer(new SpecWriter())
        .addDeserializer(TaskSpec.class, new SpecReader())
        .addSerializer(new PluginWriter())
        .addDeserializer(PluginSpec.class, new PluginReader())
        .addSerializer(Quantity.class, ToStringSerializer.instance)
        .addDeserializer(Quantity.class, new QuantityReader())
        .addSerializer(HttpSpec.Method.class, ToStringSerializer.instance)
        .addDeserializer(HttpSpec.Method.class, new MethodReader())
        .addSerializer(StatusRange.class, ToStringSerializer.instance)
        .addDeserializer(StatusRange.class, new StatusReader());
  }

  private static Map<String, Class<? extends WorkSpec>> fields() {
    var fields = new LinkedHashMap<String, Class<? extends WorkSpec>>();
    fields.put(CrawlSpec.KIND, CrawlSpec.class);
    fields.put(JobSpec.KIND, JobSpec.class);
    fields.put(HttpSpec.KIND, HttpSpec.class);
    fields.put(PluginSpec.FIELD, PluginSpec.class);
    return fields;
  }

  private static final class SpecWriter extends StdSerializer<TaskSpec> {
    SpecWriter() {
      super(TaskSpec.class);
    }

    @Override
    public void serialize(TaskSpec spec, JsonGenerator to, SerializationContext context) {
      to.writeStartObject();
      to.writePOJOProperty(
          spec.work() instanceof PluginSpec ? PluginSpec.FIELD : spec.kind(), spec.work());
      put(to, "schedule", spec.schedule());
      put(to, "run", spec.run());
      put(to, "placement", spec.placement());
      to.writeEndObject();
    }

    private static void put(JsonGenerator to, String name, @Nullable Object value) {
      if (value != null) {
        to.writePOJOProperty(name, value);
      }
    }
  }

  private static final class SpecReader extends StdDeserializer<TaskSpec> {
    SpecReader() {
      super(TaskSpec.class);
    }

    @Override
    public TaskSpec deserialize(JsonParser from, DeserializationContext context) {
      var tree = context.readTree(from);
      for (var field : FIELDS.entrySet()) {
        var work = part(tree, field.getKey(), field.getValue(), context);
        if (work != null) {
          return new TaskSpec(
              work,
              part(tree, "schedule", ScheduleSpec.class, context),
              part(tree, "run", RunSpec.class, context),
              part(tree, "placement", PlacementSpec.class, context));
        }
      }
      throw DatabindException.from(from, "there is none of " + FIELDS.keySet());
    }

    private static <T> @Nullable T part(
        JsonNode tree, String name, Class<T> type, DeserializationContext context) {
      var part = tree.get(name);
      return part == null || part.isNull() ? null : context.readTreeAsValue(part, type);
    }
  }

  private static final class PluginWriter extends StdSerializer<PluginSpec> {
    PluginWriter() {
      super(PluginSpec.class);
    }

    @Override
    public void serialize(PluginSpec plugin, JsonGenerator to, SerializationContext context) {
      to.writeStartObject();
      to.writeStringProperty("kind", plugin.kind());
      to.writeName("config");
      to.writeTree(EXACT.readTree(plugin.config()));
      to.writeEndObject();
    }
  }

  private static final class PluginReader extends StdDeserializer<PluginSpec> {
    PluginReader() {
      super(PluginSpec.class);
    }

    @Override
    public PluginSpec deserialize(JsonParser from, DeserializationContext context) {
      var tree = context.readTree(from);
      var config = tree.path("config");
      return new PluginSpec(
          tree.path("kind").stringValue(), config.isObject() ? config.toString() : "{}");
    }
  }

  private static final class QuantityReader extends StdDeserializer<Quantity> {
    QuantityReader() {
      super(Quantity.class);
    }

    @Override
    public Quantity deserialize(JsonParser from, DeserializationContext context) {
      return new Quantity(from.getString());
    }
  }

  /** Its names are capitals by standard. */
  private static final class MethodReader extends StdDeserializer<HttpSpec.Method> {
    MethodReader() {
      super(HttpSpec.Method.class);
    }

    @Override
    public HttpSpec.Method deserialize(JsonParser from, DeserializationContext context) {
      return HttpSpec.Method.valueOf(from.getString());
    }
  }

  private static final class StatusReader extends StdDeserializer<StatusRange> {
    StatusReader() {
      super(StatusRange.class);
    }

    @Override
    public StatusRange deserialize(JsonParser from, DeserializationContext context) {
      return StatusRange.parse(from.getString());
    }
  }
}
