package io.crawlkeeper.worker.crawl.frontier.sql;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.sql.SqlPool;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Partitions of a run in the database that all workers share. */
public final class PostgresFrontierStore implements FrontierStore {
  private final PoolSession session;

  /**
   * @param pool of the migrated database; whoever made it closes it
   */
  public PostgresFrontierStore(SqlPool pool) {
    this.session = new PoolSession(pool);
  }

  @Override
  public @Nullable Frontier resume(Claim claim) throws IOException {
    var row = session.<@Nullable RunRow>write(connection -> claimed(connection, claim));
    return row == null
        ? null
        : SqlFrontier.resumed(
            session, session, Partitions.tables(row.number()), claim, row.attempt());
  }

  /** Shuts out the attempts before; null if there is nothing that this one can go on with. */
  private static @Nullable RunRow claimed(Connection connection, Claim claim)
      throws SQLException, SupersededException {
    var row = locked(connection, claim);
    if (row != null && (claim.afresh() || !row.storage().equals(claim.storage()))) {
      Partitions.drop(connection, row.number());
      return null;
    }
    if (row != null) {
      RunRow.take(connection, row.number(), claim.attempt());
    }
    return row;
  }

  private static @Nullable RunRow locked(Connection connection, Claim claim)
      throws SQLException, SupersededException {
    var row = RunRow.read(connection, claim.run().id(), " FOR UPDATE");
    if (row != null && row.attempt() > claim.attempt()) {
      throw new SupersededException(
          "attempt %d has run %s now".formatted(row.attempt(), claim.run().id()));
    }
    return row;
  }

  @Override
  public Frontier begin(Claim claim, Beginning beginning) throws IOException {
    var number = session.write(connection -> made(connection, claim, beginning));
    return SqlFrontier.begun(session, session, Partitions.tables(number), claim, beginning);
  }

  /**
   * What an earlier attempt has made meanwhile is of no use: this one began before it was there.
   */
  private static long made(Connection connection, Claim claim, Beginning beginning)
      throws SQLException, SupersededException {
    var row = locked(connection, claim);
    if (row != null && row.attempt() == claim.attempt()) {
      return row.number();
    }
    if (row != null) {
      Partitions.drop(connection, row.number());
    }
    RunRow.insert(connection, claim);
    var number = requireNonNull(RunRow.read(connection, claim.run().id(), "")).number();
    Partitions.make(connection, number);
    SqlFrontier.replay(connection, Partitions.tables(number), claim, beginning);
    return number;
  }

  @Override
  public List<RunKey> runs() throws IOException {
    return session.read(RunRow::keys);
  }

  @Override
  public void drop(String run) throws IOException {
    session.write(
        connection -> {
          var row = RunRow.read(connection, run, " FOR UPDATE");
          if (row != null) {
            Partitions.drop(connection, row.number());
          }
          return true;
        });
  }
}
