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

/**
 * The index as rows come. Within a transaction, as PostgreSQL gives rows bit by bit only there. One
 * thread.
 */
final class IndexRows implements Iterator<IndexEntry>, AutoCloseable {
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
        session.give(connection, true);
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

  @Override
  public void close() {
    try {
      try (statement) {
        rows.close();
        connection.rollback();
        connection.setAutoCommit(true);
      }
      session.give(connection, false);
    } catch (SQLException e) {
      throw new UncheckedIOException(Session.trouble(e));
    }
  }
}
