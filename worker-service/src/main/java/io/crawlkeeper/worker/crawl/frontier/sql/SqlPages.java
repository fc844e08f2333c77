package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.worker.crawl.frontier.Intake;
import io.crawlkeeper.worker.crawl.frontier.PageLookup;
import io.crawlkeeper.worker.crawl.frontier.Sighting;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Denied;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Visited;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Waiting;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import io.crawlkeeper.worker.crawl.frontier.UrlState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the URLs of a run, read beside its writer. */
record SqlPages(Session session, Tables tables, long pagesPerHost) implements PageLookup {
  private static final int AT_ONCE = 500;
  private static final String ALL =
      """
      SELECT u.url, u.state, u.reason, u.referrer, h.fetched, p.record, p.segment, p.position,
      p.bytes FROM frontier_urls{} u LEFT JOIN frontier_pages{} p ON p.id = u.id
      LEFT JOIN frontier_hosts{} h ON h.id = u.host\
      """;

  @Override
  public @Nullable Sighting find(Fingerprint url) throws IOException {
    return session.<@Nullable Sighting>read(
        connection -> {
          var sql = tables.sql(ALL + " WHERE u.high = ? AND u.low = ?");
          try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, url.high());
            statement.setLong(2, url.low());
            try (var rows = statement.executeQuery()) {
              return rows.next() ? sighting(rows) : null;
            }
          }
        });
  }

  @Override
  public Map<String, Long> queued(Collection<String> origins) throws IOException {
    return session.read(
        connection -> {
          var queued = new HashMap<String, Long>();
          new HostTable(connection, tables)
              .byOrigin(origins)
              .forEach((origin, host) -> queued.put(origin, host.queued));
          return queued;
        });
  }

  /** Asks for all URLs in the order of their bytes, each a row of {@link #sighting}. */
  PreparedStatement all(Connection connection) throws SQLException {
    var statement = connection.prepareStatement(tables.sql(ALL + " ORDER BY u.url"));
    statement.setFetchSize(AT_ONCE);
    return statement;
  }

  Sighting sighting(ResultSet row) throws SQLException {
    return switch (UrlState.of(row.getInt("state"))) {
      case DONE -> new Visited(Texts.page(row.getString("record")), stored(row));
      case REFUSED -> denied(row, row.getString("reason"));
      case QUEUED ->
          row.getLong("fetched") >= pagesPerHost
              ? denied(row, Intake.full(pagesPerHost))
              : new Waiting(row.getString("url"), row.getString("referrer"));
    };
  }

  private static Denied denied(ResultSet row, String reason) throws SQLException {
    return new Denied(row.getString("url"), reason, row.getString("referrer"));
  }

  private static @Nullable Stored stored(ResultSet row) throws SQLException {
    var segment = row.getString("segment");
    return segment == null
        ? null
        : new Stored(segment, row.getLong("position"), row.getLong("bytes"));
  }
}
