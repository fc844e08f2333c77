package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** A body of which a byte comes every 20 ms, up to some number, and never its end. */
final class Drip implements AsyncEntityProducer {
  private final int most;
  private int sent;
  private volatile boolean ready = true;
  private volatile boolean over;

  Drip(int most) {
    this.most = most;
  }

  @Override
  public int available() {
    return ready ? 1 : 0;
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (!ready || sent == most) {
      return;
    }
    ready = false;
    sent += channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(() -> next(channel));
  }

  private void next(DataStreamChannel channel) {
    ready = sent < most;
    if (ready && !over) {
      try {
        channel.requestOutput();
      } catch (CancelledKeyException e) {
        // The client has gone.
      }
    }
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void failed(Exception cause) {
    over = true;
  }

  @Override
  public void releaseResources() {
    over = true;
  }

  @Override
  public long getContentLength() {
    return -1;
  }

  @Override
  public String getContentType() {
    return "text/plain";
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }
}
