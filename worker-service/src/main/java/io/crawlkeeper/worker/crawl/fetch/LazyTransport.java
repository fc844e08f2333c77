package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One that is made when it is first needed, as its threads cost something. */
final class LazyTransport implements Transport {
  private final Supplier<Transport> maker;
  private @Nullable Transport made;
  private boolean closed;

  LazyTransport(Supplier<Transport> maker) {
    this.maker = maker;
  }

  @Override
  public void exchange(Call call) throws IOException {
    transport().exchange(call);
  }

  private synchronized Transport transport() throws IOException {
    if (closed) {
      throw new IOException("the fetcher is closed");
    }
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (made != null) {
      made.close();
    }
  }
}
