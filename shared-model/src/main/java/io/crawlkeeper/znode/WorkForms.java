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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.util.StdConverter;

/** What a task does stands beside schedule, run and placement, in a field named after its kind. */
final class WorkForms {

  /** Numbers of a plug-in's own configuration keep all their digits. */
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private WorkForms() {}

  static SimpleModule module() {
    return new SimpleModule("work")
        .addSerializer(new SpecWriter())
        .addDeserializer(TaskSpec.class, new StdConvertingDeserializer<>(new SpecReader()))
        .addSerializer(new PluginWriter())
        .addDeserializer(PluginSpec.class, new PluginReader())
        .addSerializer(Quantity.class, ToStringSerializer.instance)
        .addDeserializer(Quantity.class, new QuantityReader())
        .addSerializer(HttpSpec.Method.class, ToStringSerializer.instance)
        .addDeserializer(HttpSpec.Method.class, new MethodReader())
        .addSerializer(StatusRange.class, ToStringSerializer.instance)
        .addDeserializer(StatusRange.class, new StatusReader());
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

  /** A spec as it is written, with a field for each kind of work, of which one is not null. */
  record SpecForm(
      @Nullable CrawlSpec crawl,
      @Nullable JobSpec job,
      @Nullable HttpSpec http,
      @Nullable PluginSpec plugin,
      @Nullable ScheduleSpec schedule,
      @Nullable RunSpec run,
      @Nullable PlacementSpec placement) {

    TaskSpec spec() {
      var work =
          Stream.<@Nullable WorkSpec>of(crawl, job, http, plugin)
              .flatMap(Stream::ofNullable)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("there is no work"));
      return new TaskSpec(work, schedule, run, placement);
    }
  }

  private static final class SpecReader extends StdConverter<SpecForm, TaskSpec> {
    @Override
    public TaskSpec convert(SpecForm form) {
      return form.spec();
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
