package io.crawlkeeper.lease;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the store knows of a host. Times are milliseconds by the store's clock.
 *
 * @param delay between starts that the holder has to keep, in milliseconds
 * @param parties workers with runs at this host, alive or not
 */
public record HostLease(
    String host, Grant grant, Standing standing, long delay, List<Party> parties) {

  public HostLease {
    parties = List.copyOf(parties);
  }

  /**
   * To whom the host was given last.
   *
   * @param holder empty if it has let go
   * @param token grows with each grant
   */
  public record Grant(String holder, long token, long at, long validUntil) {
    static final Grant NONE = new Grant("", 0, 0, 0);

    boolean isHeldBy(String worker, long now) {
      return holder.equals(worker) && now < validUntil;
    }

    boolean isFree(long now) {
      return holder.isEmpty() || now >= validUntil;
    }

    Grant released() {
      return new Grant("", token, at, 0);
    }
  }

  /**
   * How the host is.
   *
   * @param nextStart earliest start of a request
   * @param why the host is left alone until {@code closedUntil}; null if it never was
   * @param latency smoothed, in milliseconds
   */
  public record Standing(
      long nextStart, long closedUntil, @Nullable String why, int strikes, long latency) {
    static final Standing NEW = new Standing(0, 0, null, 0, 0);
  }

  /**
   * A worker with runs at the host.
   *
   * @param waitingSince when it began to wait for the host; 0 if it does not
   * @param seen when it was heard of last
   */
  public record Party(String worker, Demand demand, long waitingSince, long seen) {
    boolean isWaiting() {
      return waitingSince > 0;
    }
  }

  /** One of which nothing is known. */
  public static HostLease unknown(String host) {
    return new HostLease(host, Grant.NONE, Standing.NEW, 0, List.of());
  }

  Optional<Party> party(String worker) {
    return parties.stream().filter(party -> party.worker().equals(worker)).findFirst();
  }

  Stream<Party> others(String worker) {
    return parties.stream().filter(party -> !party.worker().equals(worker));
  }
}
