package io.crawlkeeper.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writes records of one kind to their table, many at once. */
record Insert<T>(String sql, List<Column<T>> columns) {

  /**
   * @param onConflict what to do about a row that is there already
   */
  static <T> Insert<T> into(String table, List<Column<T>> columns, String onConflict) {
    return new Insert<>(
        "INSERT INTO %s (%s) VALUES (%s) %s"
            .formatted(
                table,
                columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                String.join(", ", Collections.nCopies(columns.size(), "?")),
                onConflict),
        columns);
  }

  void all(Connection connection, Collection<T> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var record : records) {
        for (var i = 0; i < columns.size(); i++) {
          columns.get(i).bind(statement, i + 1, record);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
