package io.crawlkeeper.model;

import static io.crawlkeeper.model.TaskBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A copy that a test changes forgets nothing of its original, whatever records get to have. */
class BuildersTest {

  private static final ScheduleSpec HOURLY = ScheduleBuilder.every(Duration.ofHours(1)).build();

  @Test
  void copiesAllOfACrawl() throws ReflectiveOperationException {
    var full =
        CrawlBuilder.of("http://a.test/", "http://b.test/")
            .scope(new ScopeSpec(ScopeKind.HOST, null, null, null, null))
            .limits(new LimitsSpec(1, null, null, null, null, null))
            .politeness(new PolitenessSpec(Duration.ZERO, null, null, null))
            .robots(false)
            .output(Output.SQL)
            .fetch(FetchBuilder.of().conditional(false).build())
            .extract(new ExtractSpec(List.of(), List.of()))
            .sitemaps(true)
            .render(new RenderSpec(null, null))
            .build();

    assertDiffersInAll(full, CrawlBuilder.of("http://a.test/").build());
    assertThat(CrawlBuilder.from(full).build()).isEqualTo(full);
  }

  @Test
  void copiesAllOfATask() throws ReflectiveOperationException {
    var full =
        TaskBuilder.of("t", 7)
            .labels(Map.of("team", "docs"))
            .schedule(HOURLY)
            .generation(2)
            .created(START.plusSeconds(1))
            .updated(START.plusSeconds(2))
            .operation("op2")
            .build();

    assertDiffersInAll(full, TaskBuilder.of("u", 8).build());
    assertThat(TaskBuilder.from(full).build()).isEqualTo(full);
  }

  @Test
  void copiesAllOfALedger() throws ReflectiveOperationException {
    var task = TaskBuilder.of("t", 7).build();
    var run = Run.queued("7-1", task, Run.Cause.TICK, START, START);
    var full =
        LedgerBuilder.of(task, START)
            .runs(1)
            .request(2)
            .tick(3)
            .live(run)
            .last(run)
            .ticks(new Tick(3, START, null, 1, Tick.Outcome.FIRED, null, "7-1", START))
            .backfills(List.of(new Backfill(2, HOURLY, START, START)))
            .released("w")
            .backlog(new Backlog(START, START))
            .furthest(START)
            .build();

    assertDiffersInAll(full, Ledger.empty("u", 8));
    assertThat(LedgerBuilder.from(full).build()).isEqualTo(full);
  }

  private static void assertDiffersInAll(Record full, Record plain)
      throws ReflectiveOperationException {
    for (var component : full.getClass().getRecordComponents()) {
      var accessor = component.getAccessor();
      assertThat(accessor.invoke(full)).as("%s", component).isNotEqualTo(accessor.invoke(plain));
    }
  }
}
