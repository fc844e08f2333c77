package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one response, as far as it is wanted: the head, then the body. The body is read once,
 * and no further than its limit, whatever the server claims. One thread after the other.
 */
final class Intake {
  private static final int START = 16 << 10;

  /** A length that the server states is believed up to here; beyond, as far as it delivers. */
  private static final int BELIEVED = 1 << 20;

  private final FetchRequest request;
  private final Runnable begun;
  private final int limit;
  private @Nullable HttpHead head;
  private int status;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean cut;
  private boolean undecided;
  private @Nullable String unwanted;

  /**
   * @param begun called when the head has come
   */
  Intake(FetchRequest request, Runnable begun) {
    this.request = request;
    this.begun = begun;
    this.limit = request.limits().maxBodyBytes();
  }

  /**
   * Takes the head.
   *
   * @param stated length of the body; negative if none is
   * @return whether the body is wanted
   */
  boolean head(int code, HttpHead received, long stated) {
    begun.run();
    head = received;
    status = code;
    bytes = new byte[(int) (stated < 0 ? START : Math.min(Math.min(stated, BELIEVED), limit))];
    if (code >= 200 && code <= 299 && !request.types().takesAll()) {
      var type = received.first("Content-Type");
      undecided = TypeFilter.isGeneric(type);
      unwanted = undecided ? null : request.types().refuse(type);
    }
    return unwanted == null;
  }

  /** Takes the next bytes of the body; false if no more are wanted. */
  boolean body(ByteBuffer data) {
    while (data.hasRemaining() && length < limit) {
      if (length == bytes.length) {
        grow();
      }
      var n = Math.min(data.remaining(), bytes.length - length);
      data.get(bytes, length, n);
      length += n;
    }
    cut = data.hasRemaining();
    return !cut && isWantedSoFar();
  }

  /** Takes the body from a stream, to its end or as far as it is wanted. */
  void body(InputStream in) throws IOException {
    while (isWantedSoFar()) {
      if (length == bytes.length) {
        var next = in.read();
        cut = next >= 0 && length == limit;
        if (next < 0 || cut) {
          return;
        }
        grow();
        bytes[length++] = (byte) next;
      }
      var n = in.read(bytes, length, bytes.length - length);
      if (n < 0) {
        return;
      }
      length += n;
    }
  }

  private void grow() {
    bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(START, bytes.length * 2L)));
  }

  private boolean isWantedSoFar() {
    if (undecided && length >= Sniffer.ENOUGH && !isCoded()) {
      decide(bytes, length);
    }
    return unwanted == null;
  }

  private boolean isCoded() {
    return head != null && head.first("Content-Encoding") != null;
  }

  private void decide(byte[] content, int size) {
    undecided = false;
    unwanted = request.types().refuse(Sniffer.type(content, size));
  }

  /** Whether all that is wanted has come although the response goes on. */
  boolean isOver() {
    return cut || unwanted != null;
  }

  /**
   * What has been taken in.
   *
   * @throws IOException if it is no whole response
   */
  FetchResult result(HttpHead sent) throws IOException {
    if (head == null) {
      throw new IOException("there was no response");
    }
    if (status == 304 && request.isConditional()) {
      return new Unchanged(sent, head);
    }
    if (unwanted != null) {
      return new Unwanted(head, status, unwanted);
    }
    var raw = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    var body = ContentCodings.decode(raw, head.all("Content-Encoding"), cut, limit);
    if (undecided) {
      decide(body.content(), body.content().length);
    }
    return unwanted == null
        ? new Received(sent, head, status, body)
        : new Unwanted(head, status, unwanted);
  }
}
