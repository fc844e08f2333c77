package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.fetch.FailureKind;
import io.crawlkeeper.worker.crawl.fetch.FetchRequest;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.NotSentException;
import io.crawlkeeper.worker.crawl.fetch.RobotsCache.Errand;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks for robots.txt with the permit for its host, and where it redirects to another host with a
 * permit for that one.
 *
 * @param host with port, that of the permit
 * @param demand at other hosts
 */
record RobotsErrand(Web web, String host, Permit permit, Demand demand) implements Errand {

  /**
   * Beyond the delay. The first host is held up meanwhile, and another errand may want them the
   * other way round.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  @Override
  public FetchResult run(FetchRequest request) throws NotSentException {
    return request.url().hostAndPort().equals(host) ? fetch(request, permit) : elsewhere(request);
  }

  private FetchResult fetch(FetchRequest request, Permit with) throws NotSentException {
    return web.fetcher().fetch(request, new Departure(with, web.clocks().ticker()));
  }

  private FetchResult elsewhere(FetchRequest request) throws NotSentException {
    var other = request.url().hostAndPort();
    try (var turn = new Turn(web, other, demand)) {
      var theirs = turn.await(LONGEST_WAIT.plus(demand.delay()));
      if (theirs == null) {
        throw new NotSentException("it is not the turn of " + other);
      }
      theirs.heedAs(permit);
      try {
        return fetch(request, theirs);
      } finally {
        theirs.end(Reception.SILENT, web.clocks().ticker().getAsLong());
      }
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      return new Failed(FailureKind.CONNECT, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSentException("the fetch was stopped");
    }
  }
}
