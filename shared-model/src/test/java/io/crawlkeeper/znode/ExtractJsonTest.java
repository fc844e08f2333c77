package io.crawlkeeper.znode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractJsonTest {

  @Test
  void writesRulesAsUsersDo() {
    assertThat(new String(ZnodeCodec.encode(rules()), UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"items":[
            {"name":"book","on":["/book/.*"],"each":"li","fields":{"title":"h1",
            "price":{"css":".price","match":"[0-9.]+","required":true,"type":"number"},
            "tags":{"take":"@data-tags","list":true}}}],
            "follow":[".next a",{"on":["/list"],"xpath":"//a"},
            {"css":"a","priority":-7}]}
            """);
  }

  @Test
  void readsWhatItWrote() {
    var read = ZnodeCodec.decode(ZnodeCodec.encode(rules()), ExtractSpec.class);
    assertThat(read).isEqualTo(rules());
    assertThat(read.items().getFirst().fields().keySet()).containsExactly("title", "price", "tags");
  }

  @Test
  void takesWhatIsNotThereForEmpty() {
    assertThat(ZnodeCodec.decode("{}".getBytes(UTF_8), ExtractSpec.class))
        .isEqualTo(ExtractSpec.NONE);
  }

  private static ExtractSpec rules() {
    var fields = new LinkedHashMap<String, FieldSpec>();
    fields.put("title", FieldSpec.text(css("h1")));
    fields.put(
        "price",
        new FieldSpec(
            css(".price"), FieldSpec.TEXT, "[0-9.]+", false, true, FieldSpec.Type.NUMBER));
    fields.put("tags", new FieldSpec(null, "@data-tags", null, true, false, FieldSpec.Type.STRING));
    return new ExtractSpec(
        List.of(new ItemSpec("book", List.of("/book/.*"), css("li"), fields)),
        List.of(
            new FollowSpec(List.of(), css(".next a")),
            new FollowSpec(List.of("/list"), new Selector(Language.XPATH, "//a")),
            new FollowSpec(List.of(), css("a"), -7)));
  }

  private static Selector css(String expression) {
    return new Selector(Language.CSS, expression);
  }
}
