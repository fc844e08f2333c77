package io.crawlkeeper.worker.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Tick;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final Outbox outbox = new Outbox();

  @Test
  void tellsOfEachRecordOnce() {
    assertThat(outbox.take(ledger(2, 1, 2))).extracting(Tick::number).containsExactly(1L, 2L);
    assertThat(outbox.take(ledger(3, 1, 2, 3))).extracting(Tick::number).containsExactly(3L);
    assertThat(outbox.recorded()).isZero();
  }

  @Test
  void takesWhatTheLedgerHasForgottenForRecorded() {
    assertThat(outbox.take(ledger(7))).isEmpty();
    assertThat(outbox.recorded()).isEqualTo(7);
  }

  @Test
  void doesNotPassOverARecordThatIsStillUnderWay() {
    var first = outbox.take(ledger(1, 1));
    var second = outbox.take(ledger(2, 1, 2));

    outbox.done(second);
    assertThat(outbox.recorded()).isZero();
    outbox.done(first);
    assertThat(outbox.recorded()).isEqualTo(2);
  }

  private static Ledger ledger(long last, long... kept) {
    List<Tick> ticks =
        Arrays.stream(kept)
            .mapToObj(
                number ->
                    new Tick(
                        number,
                        Instant.EPOCH,
                        null,
                        1,
                        Tick.Outcome.FIRED,
                        null,
                        "1-" + number,
                        Instant.EPOCH))
            .toList();
    return LedgerBuilder.of("t", 1).tick(last).ticks(ticks).build();
  }
}
