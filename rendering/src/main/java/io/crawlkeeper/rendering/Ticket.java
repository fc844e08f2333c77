package io.crawlkeeper.rendering;

import io.crawlkeeper.worker.crawl.render.Turnstile.Pass;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one connection of the browser, kept as long as something is under way. In a tunnel
 * requests cannot be told apart, so one that is silent gives its turn back: browsers keep tunnels
 * open that they may never use again, and others would wait for them. What comes next waits for
 * another turn. Safe for use by two threads, one for each direction.
 */
final class Ticket implements AutoCloseable {

  /** Of silence in a tunnel, after which all that was asked for counts as answered. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Line line;
  private final boolean tunnel;
  private @Nullable Pass pass;
  private boolean closed;
  private long last;

  /** Where turns are waited for. */
  interface Line {
    Pass await() throws IOException;
  }

  Ticket(Line line, boolean tunnel) {
    this.line = line;
    this.tunnel = tunnel;
    this.last = System.nanoTime();
  }

  /**
   * Waits for a turn, before there is a connection.
   *
   * @throws IOException if there is none
   */
  void take() throws IOException {
    var next = line.await();
    synchronized (this) {
      if (closed) {
        next.close();
        throw new IOException("the connection has ended");
      }
      pass = next;
      last = System.nanoTime();
    }
  }

  /**
   * Waits until what has its turn may be sent, now that the connection stands.
   *
   * @throws IOException if it may not any more
   */
  void depart() throws IOException {
    var held = held();
    if (held == null) {
      throw new IOException("the connection has ended");
    }
    Queue.clear(held);
    held.written();
  }

  /**
   * Something more is to be sent: waits for a turn, unless there is one.
   *
   * @throws IOException if it may not be sent
   */
  void sendMore() throws IOException {
    if (held() == null) {
      take();
      depart();
    }
  }

  private synchronized @Nullable Pass held() {
    last = System.nanoTime();
    return pass;
  }

  /** Something has come. */
  void receive() {
    var held = held();
    if (held != null) {
      held.answered();
    }
  }

  /**
   * Nothing has come for a moment.
   *
   * @throws SocketTimeoutException if nothing has gone either way for {@code longest}
   */
  synchronized void rest(Duration longest) throws SocketTimeoutException {
    var silent = System.nanoTime() - last;
    if (tunnel && silent > QUIET.toNanos()) {
      giveBack();
    }
    if (silent > longest.toNanos()) {
      throw new SocketTimeoutException("a silent connection");
    }
  }

  private void giveBack() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    giveBack();
  }
}
