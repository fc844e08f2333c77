package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds the time of look-ups. They run on threads of the platform, as the resolver of the system
 * holds on to its thread: a few slow names would else stop every virtual one.
 */
final class Lookups implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;

  private final NameLookup lookup;
  private final ThreadPoolExecutor threads;

  Lookups(NameLookup lookup) {
    this.lookup = lookup;
    this.threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("dns-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  InetAddress[] lookup(String host, Duration patience) throws UnknownHostException {
    var pending = threads.submit(() -> lookup.lookup(host));
    try {
      return pending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw given(pending, "looking up " + host + " timed out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw given(pending, "looking up " + host + " was stopped");
    } catch (ExecutionException e) {
      throw new LookupException(FailureKind.DNS, "host not found: " + host);
    }
  }

  private static LookupException given(Future<?> pending, String why) {
    pending.cancel(true);
    return new LookupException(FailureKind.DNS, why);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
