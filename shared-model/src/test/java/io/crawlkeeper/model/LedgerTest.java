package io.crawlkeeper.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.znode.ZnodeCodec;
import java.time.Instant;
import java.util.List;
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
    var run =
        new Run(
            "7-1",
            "t",
            7,
            Cause.TICK,
            NOON,
            2,
            0,
            1,
            RunState.Live.LOST,
            "w",
            NOON,
            NOON,
            null,
            null,
            Progress.NONE,
            null,
            "its worker was lost",
            new Losses(3, NOON));
    var ledger =
        new Ledger(
            "t",
            7,
            NOON,
            NOON,
            1,
            0,
            1,
            List.of(run),
            null,
            List.of(),
            List.of(),
            null,
            new Backlog(NOON.plusSeconds(60), NOON.plusSeconds(120)),
            NOON.plusSeconds(180));

    assertThat(ZnodeCodec.decode(ZnodeCodec.encode(ledger), Ledger.class)).isEqualTo(ledger);
  }
}
