package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.model.HostPort;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.politeness.Clearance;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import java.io.IOException;
import java.time.Duration;

/**
 * The gate, for what a browser loads. The page that is shown has ended its own request by then: it
 * never holds the turn that its parts wait for.
 *
 * @param demand of the run
 */
record PageTurns(Web web, Demand demand) implements Turnstile {

  @Override
  public Pass await(String host, int port, Duration longest)
      throws IOException, InterruptedException {
    var turn = new Turn(web, name(host, port), demand);
    var granted = false;
    try {
      var permit = turn.await(longest);
      if (permit == null) {
        throw new IOException("it was not the turn of " + host);
      }
      granted = true;
      return new Granted(turn, permit, new Departure(permit, web.clocks().ticker()));
    } finally {
      if (!granted) {
        turn.close();
      }
    }
  }

  /** As the gate knows it. */
  private static String name(String host, int port) throws IOException {
    var url = UrlParser.parse("http://" + HostPort.text(host, port) + "/");
    if (url == null) {
      throw new IOException("not a host: " + host);
    }
    return url.hostAndPort();
  }

  private record Granted(Turn turn, Permit permit, Departure departure) implements Pass {
    @Override
    public Clearance clear() {
      return departure.clear();
    }

    @Override
    public void written() {
      departure.written();
    }

    @Override
    public void answered() {
      departure.answered();
    }

    @Override
    public void cutBy(Runnable action) {
      departure.cutBy(action);
    }

    @Override
    public void close() {
      permit.end(Reception.SILENT, departure.ticker().getAsLong());
      turn.close();
    }
  }
}
