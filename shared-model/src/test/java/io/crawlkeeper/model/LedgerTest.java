package io.crawlkeeper.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.znode.ZnodeCodec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsALedgerOfAWorkerThatKnewOfNoBacklogAndNoLosses() {
    var old =
        """
        {"task":"t","taskId":7,"since":"2026-03-01T12:00:00Z","cursor":"2026-03-01T12:00:00Z",
         "runs":1,"request":0,"tick":1,"ticks":[],"backfills":[],
         "live":[{"id":"7-1","task":"t","taskId":7,"cause":"tick","tick":"2026-03-01T12:00:00Z",
           "attempt":1,"failures":0,"generation":1,"state":"running","worker":"w",
           "createTime":"2026-03-01T12:00:00Z","startTime":"2026-03-01T12:00:00Z",
           "progress":{"queued":0,"fetched":0,"failed":0,"bytes":0,"pagesPerSecond":0.0}}]}
        """;
    var ledger = ZnodeCodec.decode(old.getBytes(UTF_8), Ledger.class);

    assertThat(ledger.backlog()).isNull();
    assertThat(ledger.furthest()).isNull();
    assertThat(ledger.live().getFirst().losses()).isNull();
    assertThat(new String(ZnodeCodec.encode(ledger), UTF_8))
        .doesNotContain("backlog")
        .doesNotContain("furthest")
        .doesNotContain("losses");
  }

  @Test
  void survivesTheCodec() {
    var task = TaskBuilder.of("t", 7).build();
    var run =
        Run.queued("7-1", task, Cause.TICK, NOON, NOON)
            .started("v", NOON)
            .lost("its worker was lost", NOON)
            .started("w", NOON)
            .lost("its worker was lost", NOON);
    var ledger =
        LedgerBuilder.of(task, NOON)
            .runs(1)
            .tick(1)
            .live(run)
            .backlog(new Backlog(NOON.plusSeconds(60), NOON.plusSeconds(120)))
            .furthest(NOON.plusSeconds(180))
            .build();

    assertThat(ZnodeCodec.decode(ZnodeCodec.encode(ledger), Ledger.class)).isEqualTo(ledger);
  }
}
