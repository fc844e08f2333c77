package io.crawlkeeper.znode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.HttpBuilder;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.HttpSpec.ExpectSpec;
import io.crawlkeeper.model.JobBuilder;
import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.QuantitiesSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import io.crawlkeeper.model.JobSpec.SecretKeySpec;
import io.crawlkeeper.model.PlacementSpec;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.model.StatusRange;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkSpec;
import io.crawlkeeper.znode.ZnodeCodec.UnreadableZnode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkFormsTest {

  private static TaskSpec read(String json) {
    return ZnodeCodec.decode(json.replace('\'', '"').getBytes(UTF_8), TaskSpec.class);
  }

  private static String written(WorkSpec work) {
    return new String(ZnodeCodec.encode(new TaskSpec(work, null, null, null)), UTF_8);
  }

  private static TaskSpec there(TaskSpec spec) {
    return ZnodeCodec.decode(ZnodeCodec.encode(spec), TaskSpec.class);
  }

  @Test
  void readsACrawlAsItWasAlwaysStored() {
    var spec = read("{'crawl': {'seeds': ['http://a.test/']}, 'placement': {'weight': 3}}");

    assertThat(spec.kind()).isEqualTo("crawl");
    assertThat(spec.crawl().seeds()).containsExactly("http://a.test/");
    assertThat(spec.weight()).isEqualTo(3);
    assertThat(there(spec)).isEqualTo(spec);
  }

  @Test
  void keepsAContainer() {
    var job =
        JobBuilder.of("registry.test/report:1.4")
            .namespace("crawls")
            .command("/report")
            .args("--all")
            .env(
                new EnvSpec("LEVEL", "debug", null),
                new EnvSpec("TOKEN", null, new SecretKeySpec("report", "token")))
            .resources(
                new ResourcesSpec(
                    new QuantitiesSpec(new Quantity("500m"), new Quantity("256Mi")), null))
            .backoffLimit(2)
            .activeDeadline(Duration.ofHours(2))
            .ttlAfterFinished(Duration.ZERO)
            .labels(Map.of("team", "search"))
            .build();
    var spec = new TaskSpec(job, null, null, new PlacementSpec(2, null));

    assertThat(there(spec)).isEqualTo(spec);
    assertThat(written(job)).contains("\"cpu\":\"500m\"");
  }

  @Test
  void keepsACall() {
    var http =
        HttpBuilder.of("https://a.test/hook")
            .method(HttpSpec.Method.POST)
            .headers(Map.of("Accept", "text/plain"))
            .body("{}")
            .auth(new AuthSpec(AuthSpec.Scheme.BEARER, null, "hook"))
            .expect(
                new ExpectSpec(
                    List.of(new StatusRange(204, 204), new StatusRange(300, 399)), "done"))
            .timeout(Duration.ofSeconds(5))
            .redirects(2)
            .build();
    var spec = new TaskSpec(http, null, null, null);

    assertThat(there(spec)).isEqualTo(spec);
    assertThat(written(http)).contains("[\"204\",\"300-399\"]", "\"method\":\"POST\"");
  }

  @Test
  void leavesTheConfigurationOfAPluginAsItIs() {
    var config = "{\"b\":1.10,\"a\":[12345678901234567890.123456789,null],\"c\":{}}";
    var spec = new TaskSpec(new PluginSpec("sftp-sync", config), null, null, null);

    assertThat(there(spec)).isEqualTo(spec);
    assertThat(there(spec).plugin().config()).contains("12345678901234567890.123456789");
    assertThat(written(spec.work())).contains("\"plugin\"", config);
  }

  @Test
  void refusesATaskOfWhichNothingIsKnown() {
    assertThatThrownBy(() -> read("{'dance': {}}")).isInstanceOf(UnreadableZnode.class);
  }

  @Test
  void doesNotTakeAContainerForACrawl() {
    var spec = read("{'job': {'image': 'a:1'}}");

    assertThatThrownBy(spec::crawl)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the task is a job");
  }

  @Test
  void reckonsQuantities() {
    assertThat(new Quantity("500m").amount()).isEqualByComparingTo(new BigDecimal("0.5"));
    assertThat(new Quantity("1.5Gi").amount()).isEqualByComparingTo(new BigDecimal(3L << 29));
    assertThatThrownBy(() -> new Quantity("12 monkeys")).hasMessageStartingWith("must be");
  }
}
