package io.crawlkeeper.sql;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.HostLease;
import io.crawlkeeper.lease.HostLease.Grant;
import io.crawlkeeper.lease.HostLease.Party;
import io.crawlkeeper.lease.HostLease.Standing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code host_lease}. Within a transaction of the caller. */
final class LeaseTable {

  private static final int MOST_AT_ONCE = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String UPDATE =
      """
      UPDATE host_lease SET holder = ?, token = ?, granted = ?, valid_until = ?, delay = ?,
        next_start = ?, closed_until = ?, closed_why = ?, strikes = ?, latency = ?, parties = ?,
        touched = ? WHERE host = ?\
      """;

  private final String forUpdate;

  /**
   * @param rowLocks whether the database locks rows; SQLite locks all of it
   */
  LeaseTable(boolean rowLocks) {
    this.forUpdate = rowLocks ? " FOR UPDATE" : "";
  }

  /** How one party stands in the row: numbers alone, as operators may look at it. */
  private record Stored(
      String worker, long delay, int concurrency, boolean adaptive, long waiting, long seen) {

    static Stored of(Party party) {
      var demand = party.demand();
      return new Stored(
          party.worker(),
          demand.delay().toMillis(),
          demand.concurrency(),
          demand.adaptive(),
          party.waitingSince(),
          party.seen());
    }

    Party party() {
      var demand = new Demand(Duration.ofMillis(delay), concurrency, adaptive);
      return new Party(worker, demand, waiting, seen);
    }
  }

  /** Locks the rows of these hosts, in one order for all, and makes those that are missing. */
  Map<String, HostLease> lock(Connection connection, SortedSet<String> hosts) throws SQLException {
    var leases = new TreeMap<String, HostLease>();
    select(connection, hosts, leases);
    if (leases.size() < hosts.size()) {
      var missing = new TreeSet<>(hosts);
      missing.removeAll(leases.keySet());
      insert(connection, missing);
      select(connection, missing, leases);
    }
    return leases;
  }

  private void select(Connection connection, SortedSet<String> hosts, Map<String, HostLease> leases)
      throws SQLException {
    var all = List.copyOf(hosts);
    for (var from = 0; from < all.size(); from += MOST_AT_ONCE) {
      var some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      var marks = String.join(", ", Collections.nCopies(some.size(), "?"));
      var sql = "SELECT * FROM host_lease WHERE host IN (" + marks + ") ORDER BY host" + forUpdate;
      try (var statement = connection.prepareStatement(sql)) {
        for (var i = 0; i < some.size(); i++) {
          statement.setString(i + 1, some.get(i));
        }
        try (var row = statement.executeQuery()) {
          while (row.next()) {
            leases.put(row.getString("host"), read(row));
          }
        }
      }
    }
  }

  private static void insert(Connection connection, SortedSet<String> hosts) throws SQLException {
    var sql = "INSERT INTO host_lease (host) VALUES (?) ON CONFLICT (host) DO NOTHING";
    try (var statement = connection.prepareStatement(sql)) {
      for (var host : hosts) {
        statement.setString(1, host);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static HostLease read(ResultSet row) throws SQLException {
    return new HostLease(
        row.getString("host"),
        new Grant(
            row.getString("holder"),
            row.getLong("token"),
            row.getLong("granted"),
            row.getLong("valid_until")),
        new Standing(
            row.getLong("next_start"),
            row.getLong("closed_until"),
            row.getString("closed_why"),
            row.getInt("strikes"),
            row.getLong("latency")),
        row.getLong("delay"),
        Arrays.stream(JSON.readValue(row.getString("parties"), Stored[].class))
            .map(Stored::party)
            .toList());
  }

  void update(Connection connection, Collection<HostLease> leases, long now) throws SQLException {
    try (var statement = connection.prepareStatement(UPDATE)) {
      for (var lease : leases) {
        var i = 0;
        for (var value : values(lease)) {
          statement.setObject(++i, value);
        }
        statement.setLong(++i, now);
        statement.setString(++i, lease.host());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<Object> values(HostLease lease) {
    var grant = lease.grant();
    var standing = lease.standing();
    var why = standing.why() == null ? "" : standing.why().replace('\0', '\uFFFD');
    return List.of(
        grant.holder(),
        grant.token(),
        grant.at(),
        grant.validUntil(),
        lease.delay(),
        standing.nextStart(),
        standing.closedUntil(),
        why,
        standing.strikes(),
        standing.latency(),
        JSON.writeValueAsString(lease.parties().stream().map(Stored::of).toList()));
  }

  /** Removes hosts of which nobody has asked since, and nothing needs to be known. */
  static void removeUntouched(Connection connection, long since) throws SQLException {
    var sql = "DELETE FROM host_lease WHERE touched < ? AND closed_until < ? AND next_start < ?";
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 1; i <= 3; i++) {
        statement.setLong(i, since);
      }
      statement.executeUpdate();
    }
  }
}
