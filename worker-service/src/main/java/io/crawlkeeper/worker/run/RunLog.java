package io.crawlkeeper.worker.run;

import java.io.IOException;
import java.io.OutputStream;

/** The log of one run, there to be read once. Closed also if it was never read. */
public interface RunLog extends AutoCloseable {

  /**
   * Writes the log as text in UTF-8, from its beginning, and flushes whenever there is nothing more
   * to be had at the moment.
   *
   * @param to is not closed
   * @param follow whether to wait for what is logged later, until the run is over
   * @throws IOException if the reader has gone, or the log cannot be had any more
   * @throws InterruptedException if the worker ends or the reader has left
   */
  void writeTo(OutputStream to, boolean follow) throws IOException, InterruptedException;

  @Override
  void close();
}
