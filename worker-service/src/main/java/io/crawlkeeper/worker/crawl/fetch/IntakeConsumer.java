package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Gives an intake what a connection brings. On the thread of the connection. */
final class IntakeConsumer implements AsyncResponseConsumer<Boolean> {
  private final Intake intake;
  private final Silence silence;
  private final Interim interim = new Interim();
  private @Nullable FutureCallback<Boolean> over;

  IntakeConsumer(Intake intake, Silence silence) {
    this.intake = intake;
    this.silence = silence;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) throws HttpException {
    silence.broken();
    interim.another();
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Boolean> callback)
      throws IOException {
    silence.broken();
    var length = entity == null ? 0 : entity.getContentLength();
    var wanted = intake.head(response.getCode(), Heads.received(response), length);
    if (entity == null) {
      callback.completed(true);
    } else if (!wanted) {
      throw enough();
    }
    over = callback;
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    // The intake never has more in memory than its limit: it breaks the connection instead.
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer data) throws IOException {
    silence.broken();
    if (!intake.body(data)) {
      throw enough();
    }
  }

  private static IOException enough() {
    return new IOException("all that is wanted has come");
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    if (over != null) {
      over.completed(true);
    }
  }

  @Override
  public void failed(Exception cause) {
    // Who waits for the result learns of it.
  }

  @Override
  public void releaseResources() {
    // There are none.
  }
}
