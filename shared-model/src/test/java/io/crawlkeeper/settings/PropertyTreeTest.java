package io.crawlkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PropertyTreeTest {

  @Test
  void keepsNamesListsAndTypesAsTheyWereWritten() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "top.seeds[0].name", "one",
                    "top.seeds[0].spec.crawl.seeds[0]", "http://${host:a}/",
                    "top.seeds[0].spec.crawl.limits.maxDepth", 3,
                    "top.seeds[0].spec.crawl.robots", false,
                    "top.seeds[1].name", "two")));

    assertThat(PropertyTree.list(environment, "top.seeds"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "one",
                    "spec",
                    Map.of(
                        "crawl",
                        Map.of(
                            "seeds",
                            List.of("http://a/"),
                            "limits",
                            Map.of("maxDepth", 3),
                            "robots",
                            false))),
                Map.of("name", "two")));
    assertThat(PropertyTree.list(environment, "top.other")).isEmpty();
  }
}
