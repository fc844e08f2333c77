package io.crawlkeeper.znode;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.RunState;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Records to znode data and back, as JSON. Fields that are null are left out; fields of a later
 * version are passed over, so that masters and workers can be upgraded one by one.
 */
public final class ZnodeCodec {

  private static final JsonMapper JSON = mapper();

  private ZnodeCodec() {}

  /** The form of all JSON of the product: ISO dates and durations, enums in lower case. */
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        // Trees keep numbers as they were written.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        // What a record reckons, such as isPaused, must not be taken for what it holds.
        .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(Visibility.NONE))
        .changeDefaultPropertyInclusion(
            include ->
                include.withValueInclusion(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
        .addModule(
            new SimpleModule()
                .addSerializer(new ByteSizeWriter())
                .addDeserializer(ByteSize.class, new ByteSizeReader())
                .addSerializer(new RunStateWriter())
                .addDeserializer(RunState.class, new RunStateReader()))
        .addModule(ExtractJson.module())
        .addModule(CrawlForms.module())
        .addModule(WorkForms.module())
        .build();
  }

  public static byte[] encode(Object record) {
    return JSON.writeValueAsBytes(record);
  }

  /**
   * @throws UnreadableZnode if the data is not what the type wants
   */
  public static <T> T decode(byte[] data, Class<T> type) {
    try {
      return JSON.readValue(data, type);
    } catch (RuntimeException e) {
      throw new UnreadableZnode(
          String.format(Locale.ROOT, "znode data is no %s", type.getSimpleName()), e);
    }
  }

  /** Somebody else wrote where only Crawlkeeper should. */
  public static final class UnreadableZnode extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableZnode(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static final class ByteSizeWriter extends StdSerializer<ByteSize> {
    ByteSizeWriter() {
      super(ByteSize.class);
    }

    @Override
    public void serialize(ByteSize size, JsonGenerator to, SerializationContext context) {
      to.writeString(size.toString());
    }
  }

  private static final class RunStateWriter extends StdSerializer<RunState> {
    RunStateWriter() {
      super(RunState.class);
    }

    @Override
    public void serialize(RunState state, JsonGenerator to, SerializationContext context) {
      to.writeString(state.word());
    }
  }

  private static final class RunStateReader extends StdDeserializer<RunState> {
    RunStateReader() {
      super(RunState.class);
    }

    @Override
    public RunState deserialize(JsonParser from, DeserializationContext context) {
      return RunState.of(from.getString());
    }
  }

  private static final class ByteSizeReader extends StdDeserializer<ByteSize> {
    ByteSizeReader() {
      super(ByteSize.class);
    }

    @Override
    public ByteSize deserialize(JsonParser from, DeserializationContext context) {
      return ByteSize.parse(from.getString());
    }
  }
}
