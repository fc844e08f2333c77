package io.crawlkeeper.master.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.znode.ZnodeCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * JSON as it comes from users and goes to them. Reading is strict: UTF-8 only, no key twice in an
 * object, nothing after the value, at most {@value #DEEPEST} levels.
 */
public final class JsonText {

  private static final int DEEPEST = 32;

  private static final Pattern DIGRESSION = Pattern.compile(" \\((for |start marker).*");

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final JsonMapper WRITER =
      ZnodeCodec.mapper()
          .rebuild()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(new SimpleModule().addSerializer(new DurationWriter()))
          .addMixIn(CrawlPlan.Limits.class, ShownLimits.class)
          .build();

  private JsonText() {}

  /** What is without a limit has no number. */
  interface ShownLimits {
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Limitless.class)
    long maxPagesPerHost();
  }

  /** Equals what is left out, as Jackson asks for it. */
  private static final class Limitless {
    @Override
    public boolean equals(@Nullable Object value) {
      return value instanceof Long most && most == Long.MAX_VALUE;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** Whole days as days, which {@link Duration#toString} gives in hours: P7D, and not PT168H. */
  private static final class DurationWriter extends StdSerializer<Duration> {
    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      var days = value.toDays();
      var whole = days > 0 && value.equals(Duration.ofDays(days));
      json.writeString(whole ? "P%dD".formatted(days) : value.toString());
    }
  }

  /**
   * @throws MalformedJson if it is not exactly one JSON value
   */
  public static JsonNode parse(byte[] text) {
    var characters = decode(text);
    if (characters.isBlank()) {
      throw new MalformedJson("The body is empty; a JSON object is needed.");
    }
    try {
      return STRICT.readTree(characters);
    } catch (StreamConstraintsException e) {
      throw new MalformedJson(
          "The JSON is nested deeper than %d levels, or has a number or name that is too long."
              .formatted(DEEPEST),
          e);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new MalformedJson("The JSON has a number that nobody can count to.", e);
    } catch (JacksonException e) {
      throw new MalformedJson(
          "The body is not valid JSON: %s%s.".formatted(reason(e), at(e.getLocation())), e);
    }
  }

  /** The value as a tree, fields in the order of its record, maps in the order of their keys. */
  public static JsonNode tree(Object value) {
    return WRITER.valueToTree(value);
  }

  /**
   * The value as part of a tree that is only to be written: {@link #write} makes the same of it as
   * of its {@link #tree}, in less than half of the time.
   */
  public static JsonNode leaf(Object value) {
    return JsonNodeFactory.instance.pojoNode(value);
  }

  /** The tree as UTF-8. Equal trees give equal bytes. */
  public static byte[] write(JsonNode tree) {
    return WRITER.writeValueAsBytes(tree);
  }

  private static String decode(byte[] text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedJson("The body is not valid UTF-8.", e);
    }
  }

  /** The first sentence of the parser's words, without what it says of its own settings. */
  private static String reason(JacksonException e) {
    var words = e.getOriginalMessage().lines().findFirst().orElse("it cannot be parsed");
    if (words.contains("DeserializationFeature") || words.startsWith("Trailing token")) {
      return "there is more after the end of the value";
    }
    return Brief.shown(DIGRESSION.matcher(words).replaceFirst(""), 200);
  }

  private static String at(TokenStreamLocation place) {
    return place == null || place.getLineNr() < 1
        ? ""
        : String.format(
            Locale.ROOT, ", at line %d, column %d", place.getLineNr(), place.getColumnNr());
  }
}
