package io.crawlkeeper.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crawlkeeper.model.JobBuilder;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.QuantitiesSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import io.crawlkeeper.model.JobSpec.SecretKeySpec;
import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.worker.job.JobSettings.Allowed;
import io.crawlkeeper.worker.job.ResourceRules.Range;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final ResourceRules RULES =
      new ResourceRules(
          new Range(new Quantity("500m"), new Quantity("2")),
          new Range(new Quantity("512Mi"), new Quantity("4Gi")));
  private static final Allowed ALLOWED =
      new Allowed(
          List.of("jobs-a", "jobs-b"),
          List.of(ImageRule.parse("registry.test/team/*")),
          List.of(Pattern.compile("report-.*")),
          List.of(Pattern.compile("team"), Pattern.compile("example\\.org/.*")));

  private static JobOrder order(Allowed allowed, JobSpec spec) {
    return new Orders(
            new JobSettings("ck", allowed, RULES, Duration.ofHours(1), Duration.ofSeconds(30)))
        .of(spec.effective(), JobTasks.run(1));
  }

  private static JobSpec spec(
      @Nullable String namespace, String image, @Nullable ResourcesSpec resources, EnvSpec... env) {
    return JobBuilder.of(image).namespace(namespace).env(env).resources(resources).build();
  }

  private static ResourcesSpec cpu(@Nullable String request, @Nullable String limit) {
    return new ResourcesSpec(
        new QuantitiesSpec(request == null ? null : new Quantity(request), null),
        new QuantitiesSpec(limit == null ? null : new Quantity(limit), null));
  }

  @Test
  void fillsInWhatTheTaskDoesNotSay() {
    var order = order(ALLOWED, spec(null, JobTasks.IMAGE, null));

    assertThat(order.namespace()).isEqualTo("jobs-a");
    assertThat(order.name()).isEqualTo("ck-7-1-1");
    assertThat(order.resources())
        .isEqualTo(new JobOrder.Resources("500m", "500m", "512Mi", "512Mi"));
    assertThat(order.activeDeadline()).isEqualTo(Duration.ofHours(1));
    assertThat(order.backoffLimit()).isZero();
  }

  @Test
  void namesTheSettingThatAllowsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                order(
                    new Allowed(List.of(), List.of(), List.of(), List.of()),
                    spec(null, JobTasks.IMAGE, null)))
        .withMessageContaining("no namespace is allowed")
        .withMessageContaining("crawlkeeper.jobs.namespaces");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                order(
                    new Allowed(List.of("a"), List.of(), List.of(), List.of()),
                    spec(null, JobTasks.IMAGE, null)))
        .withMessageContaining("no image is allowed")
        .withMessageContaining("crawlkeeper.jobs.images");
  }

  @Test
  void refusesWhatIsNotAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(ALLOWED, spec("kube-system", JobTasks.IMAGE, null)))
        .withMessageContaining("kube-system");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(ALLOWED, spec("jobs-b", "evil.test/x:1", null)))
        .withMessageContaining("evil.test/x:1");
    var env = new EnvSpec("PASSWORD", null, new SecretKeySpec("admin", "password"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(ALLOWED, spec(null, JobTasks.IMAGE, null, env)))
        .withMessageContaining("crawlkeeper.jobs.secrets");
  }

  @Test
  void putsNoLabelsOnJobsByWhichOthersMightChooseThem() {
    var fine = Map.of("team", "search", "example.org/cost-centre", "7");
    assertThat(order(ALLOWED, labelled(fine)).labels()).isEqualTo(fine);

    for (var key : List.of("app", "team2", "example.org", "other.org/x")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> order(ALLOWED, labelled(Map.of("team", "a", key, "web"))))
          .withMessage(
              "the label %s of job.labels is not among those allowed: see crawlkeeper.jobs.labels"
                      .formatted(key)
                  + " of the worker");
    }
  }

  private static JobSpec labelled(Map<String, String> labels) {
    return JobBuilder.of(JobTasks.IMAGE).labels(labels).build();
  }

  @Test
  void allowsSecretsByTheStartOfTheirNames() {
    var env = new EnvSpec("PASSWORD", null, new SecretKeySpec("report-db", "password"));

    assertThat(order(ALLOWED, spec(null, JobTasks.IMAGE, null, env)).env()).containsExactly(env);
  }

  @Test
  void keepsRequestsAndLimitsTogetherAndBelowTheMost() {
    assertThat(order(ALLOWED, spec(null, JobTasks.IMAGE, cpu("1", null))).resources().cpuLimit())
        .isEqualTo("1");
    var small = order(ALLOWED, spec(null, JobTasks.IMAGE, cpu(null, "100m"))).resources();
    assertThat(small.cpuRequest()).isEqualTo("100m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(ALLOWED, spec(null, JobTasks.IMAGE, cpu(null, "3"))))
        .withMessageContaining("crawlkeeper.jobs.max-cpu");
  }

  @Test
  void refusesADeadlineThatIsTooLong() {
    var spec = JobBuilder.of(JobTasks.IMAGE).activeDeadline(Duration.ofHours(2)).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(ALLOWED, spec))
        .withMessageContaining("crawlkeeper.jobs.max-active-deadline");
  }
}
