package io.crawlkeeper.sql;

import io.crawlkeeper.history.Expired;
import io.crawlkeeper.history.History.HistoryAwayException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgotten runs in SQLite or PostgreSQL. */
final class SqlExpired implements Expired {
  private final JdbcClient client;

  SqlExpired(JdbcClient client) {
    this.client = client;
  }

  @Override
  public List<ExpiredRun> runs(@Nullable Place after, int limit) throws HistoryAwayException {
    var from = after == null ? new Place(Instant.MIN, "") : after;
    try {
      return client
          .sql(
              """
              SELECT run, task, expired FROM expired_runs WHERE (expired, run) > (?, ?)
              ORDER BY expired, run LIMIT ?\
              """)
          .params(Millis.of(from.time()), from.run(), limit)
          .query(
              (row, number) ->
                  new ExpiredRun(
                      row.getString("run"), row.getString("task"), Millis.read(row, "expired")))
          .list();
    } catch (DataAccessException e) {
      throw Trouble.of(e);
    }
  }

  @Override
  public void forget(Instant before) throws HistoryAwayException {
    try {
      var _ =
          client
              .sql("DELETE FROM expired_runs WHERE expired < ?")
              .params(Millis.of(before))
              .update();
    } catch (DataAccessException e) {
      throw Trouble.of(e);
    }
  }
}
