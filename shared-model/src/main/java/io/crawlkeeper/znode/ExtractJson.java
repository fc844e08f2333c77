package io.crawlkeeper.znode;

import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import io.crawlkeeper.model.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Extraction rules in the short form in which users write them: {@code "h1"} for the text of a CSS
 * selector, {@code {"xpath": "…"}} for others, and nothing that is as if it were not given.
 */
final class ExtractJson {
  private ExtractJson() {}

  static JacksonModule module() {
    return new SimpleModule("extract")
        .addSerializer(new Writer<>(Selector.class, ExtractJson::of))
        .addDeserializer(Selector.class, new Reader<>(Selector.class, ExtractJson::selector))
        .addSerializer(new Writer<>(ItemSpec.class, ExtractJson::of))
        .addDeserializer(ItemSpec.class, new Reader<>(ItemSpec.class, ExtractJson::item))
        .addSerializer(new Writer<>(FieldSpec.class, ExtractJson::of))
        .addDeserializer(FieldSpec.class, new Reader<>(FieldSpec.class, ExtractJson::field))
        .addSerializer(new Writer<>(FollowSpec.class, ExtractJson::of))
        .addDeserializer(FollowSpec.class, new Reader<>(FollowSpec.class, ExtractJson::follow));
  }

  private static JsonNode of(Selector selector) {
    return shortest(put(JsonNodeFactory.instance.objectNode(), selector));
  }

  /** By hand, as the order of the fields is the user's: it is that of the columns of a table. */
  private static JsonNode of(ItemSpec item) {
    var json = JsonNodeFactory.instance.objectNode().put("name", item.name());
    put(json, item.on());
    if (item.each() != null) {
      json.set("each", of(item.each()));
    }
    var fields = json.putObject("fields");
    item.fields().forEach((name, field) -> fields.set(name, of(field)));
    return json;
  }

  private static JsonNode of(FieldSpec field) {
    var json = put(JsonNodeFactory.instance.objectNode(), field.selector());
    if (!field.take().equals(FieldSpec.TEXT)) {
      json.put("take", field.take());
    }
    if (field.match() != null) {
      json.put("match", field.match());
    }
    if (field.list()) {
      json.put("list", true);
    }
    if (field.required()) {
      json.put("required", true);
    }
    if (field.type() != FieldSpec.Type.STRING) {
      json.put("type", Words.of(field.type()));
    }
    return shortest(json);
  }

  private static JsonNode of(FollowSpec rule) {
    var json = JsonNodeFactory.instance.objectNode();
    put(json, rule.on());
    put(json, rule.selector());
    if (rule.priority() != 0) {
      json.put("priority", rule.priority());
    }
    return shortest(json);
  }

  private static void put(ObjectNode json, List<String> on) {
    if (!on.isEmpty()) {
      on.forEach(json.putArray("on")::add);
    }
  }

  private static ObjectNode put(ObjectNode json, @Nullable Selector selector) {
    return selector == null ? json : json.put(selector.language().key(), selector.expression());
  }

  private static JsonNode shortest(ObjectNode json) {
    var css = json.get(Language.CSS.key());
    return css != null && json.size() == 1 ? css : json;
  }

  private static Selector selector(JsonNode json) {
    var selector = given(json);
    if (selector == null) {
      throw new IllegalArgumentException("there is no expression in " + json);
    }
    return selector;
  }

  private static @Nullable Selector given(JsonNode json) {
    if (json.isString()) {
      return new Selector(Language.CSS, json.stringValue());
    }
    for (var language : Language.values()) {
      if (json.has(language.key())) {
        return new Selector(language, json.get(language.key()).stringValue());
      }
    }
    return null;
  }

  private static ItemSpec item(JsonNode json) {
    var fields = new LinkedHashMap<String, FieldSpec>();
    json.path("fields").forEachEntry((name, field) -> fields.put(name, field(field)));
    var each = json.get("each");
    return new ItemSpec(
        json.path("name").asString(), on(json), each == null ? null : selector(each), fields);
  }

  private static FieldSpec field(JsonNode json) {
    var match = json.path("match").asString("");
    return new FieldSpec(
        given(json),
        json.path("take").asString(FieldSpec.TEXT),
        match.isEmpty() ? null : match,
        json.path("list").asBoolean(false),
        json.path("required").asBoolean(false),
        FieldSpec.Type.valueOf(
            json.path("type").asString(FieldSpec.Type.STRING.name()).toUpperCase(Locale.ROOT)));
  }

  private static FollowSpec follow(JsonNode json) {
    return new FollowSpec(on(json), selector(json), json.path("priority").asInt(0));
  }

  private static List<String> on(JsonNode json) {
    return json.path("on").valueStream().map(JsonNode::stringValue).toList();
  }

  private static final class Writer<T> extends StdSerializer<T> {
    private final transient Function<T, JsonNode> form;

    Writer(Class<T> type, Function<T, JsonNode> form) {
      super(type);
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator to, SerializationContext context) {
      to.writeTree(form.apply(value));
    }
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private final transient Function<JsonNode, T> form;

    Reader(Class<T> type, Function<JsonNode, T> form) {
      super(type);
      this.form = form;
    }

    @Override
    public T deserialize(JsonParser from, DeserializationContext context) throws JacksonException {
      try {
        return form.apply(context.readTree(from));
      } catch (IllegalArgumentException e) {
        throw DatabindException.from(from, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
