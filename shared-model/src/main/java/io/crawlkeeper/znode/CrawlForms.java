package io.crawlkeeper.znode;

import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec.Scheme;
import io.crawlkeeper.model.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Parts of a crawl whose JSON is not that of their record, but what users write. */
final class CrawlForms {

  private CrawlForms() {}

  static SimpleModule module() {
    return new SimpleModule("crawl")
        .addSerializer(new AuthWriter())
        .addDeserializer(AuthSpec.class, new AuthReader())
        .addSerializer(new RenderWriter())
        .addDeserializer(RenderSpec.class, new RenderReader());
  }

  /** {@code {"basic": {"username": …, "secret": …}}} or {@code {"bearer": {"secret": …}}}. */
  private static final class AuthWriter extends StdSerializer<AuthSpec> {
    AuthWriter() {
      super(AuthSpec.class);
    }

    @Override
    public void serialize(AuthSpec auth, JsonGenerator to, SerializationContext context) {
      to.writeStartObject();
      to.writeObjectPropertyStart(Words.of(auth.scheme()));
      if (auth.username() != null) {
        to.writeStringProperty("username", auth.username());
      }
      to.writeStringProperty("secret", auth.secret());
      to.writeEndObject();
      to.writeEndObject();
    }
  }

  private static final class AuthReader extends StdDeserializer<AuthSpec> {
    AuthReader() {
      super(AuthSpec.class);
    }

    @Override
    public AuthSpec deserialize(JsonParser from, DeserializationContext context) {
      var tree = context.readTree(from);
      var basic = tree.path("basic");
      return basic.isObject()
          ? new AuthSpec(Scheme.BASIC, text(basic, "username"), basic.path("secret").stringValue())
          : new AuthSpec(Scheme.BEARER, null, tree.path("bearer").path("secret").stringValue());
    }
  }

  /** An object, or {@code true} if nothing is in it. */
  private static final class RenderWriter extends StdSerializer<RenderSpec> {
    RenderWriter() {
      super(RenderSpec.class);
    }

    @Override
    public void serialize(RenderSpec render, JsonGenerator to, SerializationContext context) {
      if (render.waitFor() == null && render.timeout() == null) {
        to.writeBoolean(true);
        return;
      }
      to.writeStartObject();
      if (render.waitFor() != null) {
        to.writeStringProperty("waitFor", render.waitFor());
      }
      if (render.timeout() != null) {
        to.writeStringProperty("timeout", render.timeout().toString());
      }
      to.writeEndObject();
    }
  }

  private static final class RenderReader extends StdDeserializer<RenderSpec> {
    RenderReader() {
      super(RenderSpec.class);
    }

    @Override
    public RenderSpec deserialize(JsonParser from, DeserializationContext context) {
      var tree = context.readTree(from);
      var timeout = text(tree, "timeout");
      return new RenderSpec(
          text(tree, "waitFor"), timeout == null ? null : Duration.parse(timeout));
    }
  }

  private static @Nullable String text(JsonNode tree, String name) {
    return tree.path(name).asString(null);
  }
}
