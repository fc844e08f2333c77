package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index as rows come. Within a transaction, as PostgreSQL gives rows bit by bit only there. One
 * thread.
 */
final class IndexRows implements Iterator<IndexEntry>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexRows.class);

  private final Session session;
  private final SqlPages pages;
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean more;

  private IndexRows(Session session, SqlPages pages, Connection connection) throws SQLException {
    this.session = session;
    this.pages = pages;
    this.connection = connection;
    connection.setAutoCommit(false);
    this.statement = pages.all(connection);
    this.rows = statement.executeQuery();
    this.more = rows.next();
  }

  /** To be closed by the thread that has asked for it. */
  static Stream<IndexEntry> stream(Session session, SqlPages pages) throws IOException {
    var rows = open(session, pages);
    var all = Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(all, false).onClose(rows::close);
  }

  private static IndexRows open(Session session, SqlPages pages) throws IOException {
    try {
      var connection = session.take();
      try {
        return new IndexRows(session, pages, connection);
      } catch (SQLException e) {
        giveBack(session, connection, true);
        throw e;
      }
    } catch (SQLException e) {
      throw Session.trouble(e);
    }
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public IndexEntry next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    try {
      var entry = IndexEntry.of(pages.sighting(rows));
      more = rows.next();
      return entry;
    } catch (SQLException e) {
      throw new UncheckedIOException(Session.trouble(e));
    }
  }

  /** It has only read: what goes wrong here is the connection's own matter. */
  @Override
  public void close() {
    var failed = true;
    try (statement) {
      rows.close();
      connection.rollback();
      connection.setAutoCommit(true);
      failed = false;
    } catch (SQLException e) {
      log.debug("A connection broke as the index was read", e);
    }
    giveBack(session, connection, failed);
  }

  private static void giveBack(Session session, Connection connection, boolean failed) {
    try {
      session.give(connection, failed);
    } catch (SQLException e) {
      log.debug("A connection could not be given back", e);
    }
  }
}
