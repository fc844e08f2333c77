package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.lease.HostLease;
import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseRequest;
import io.crawlkeeper.lease.LeaseRules;
import io.crawlkeeper.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Leases of hosts in SQLite or PostgreSQL. Each exchange is one transaction that has locked its
 * rows before it reads the clock: PostgreSQL's own, or for SQLite that of the machine, which is the
 * same for all processes that can use the file.
 */
public final class SqlHostLeases implements HostLeases, AutoCloseable {

  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration SWEEP = Duration.ofMinutes(10);
  private static final String CLOCK =
      "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";

  private final HikariDataSource pool;
  private final boolean sqlite;
  private final InstantSource machine;
  private final LeaseTable table;
  private long sweptAt;

  private SqlHostLeases(DatabaseSettings settings, InstantSource machine) {
    this.pool = DataSources.leasePool(settings);
    this.sqlite = settings.sqlite();
    this.machine = machine;
    this.table = new LeaseTable(!sqlite);
  }

  /**
   * Of a database that {@link SqlHistory#open} has brought to the schema of this version.
   *
   * @param machine clock of this machine
   */
  public static SqlHostLeases of(DatabaseSettings settings, InstantSource machine) {
    return new SqlHostLeases(settings, machine);
  }

  @Override
  public Map<String, LeaseReply> exchange(String worker, Collection<LeaseRequest> requests)
      throws LeasesAwayException {
    try (var connection = pool.getConnection()) {
      return inTransaction(connection, worker, requests);
    } catch (SQLException e) {
      if (Trouble.away(e)) {
        throw new LeasesAwayException(Trouble.brief(e), e);
      }
      throw new IllegalStateException(e);
    }
  }

  /** After a failure the connection is not used again: SQLite's is not sure of its state then. */
  private Map<String, LeaseReply> inTransaction(
      Connection connection, String worker, Collection<LeaseRequest> requests) throws SQLException {
    try {
      connection.setAutoCommit(false);
      var replies = exchange(connection, worker, requests);
      connection.commit();
      return replies;
    } catch (SQLException | RuntimeException e) {
      pool.evictConnection(connection);
      throw e;
    }
  }

  private Map<String, LeaseReply> exchange(
      Connection connection, String worker, Collection<LeaseRequest> requests) throws SQLException {
    var asked = new TreeMap<String, LeaseRequest>();
    requests.forEach(request -> asked.put(request.host(), request));
    var leases = table.lock(connection, asked.navigableKeySet());
    var now = now(connection);
    var replies = new HashMap<String, LeaseReply>();
    var changed = new ArrayList<HostLease>();
    for (var request : asked.values()) {
      var old = leases.getOrDefault(request.host(), HostLease.unknown(request.host()));
      var decision = LeaseRules.decide(old, worker, request, now);
      replies.put(request.host(), decision.reply());
      changed.add(decision.lease());
    }
    table.update(connection, changed, now);
    sweep(connection, now);
    return replies;
  }

  private long now(Connection connection) throws SQLException {
    if (sqlite) {
      return machine.millis();
    }
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(CLOCK)) {
      row.next();
      return row.getLong(1);
    }
  }

  private synchronized void sweep(Connection connection, long now) throws SQLException {
    if (now - sweptAt > SWEEP.toMillis()) {
      sweptAt = now;
      LeaseTable.removeUntouched(connection, now - FORGOTTEN.toMillis());
    }
  }

  /** Ends all connections; calls after it fail. */
  @Override
  public void close() {
    pool.close();
  }
}
