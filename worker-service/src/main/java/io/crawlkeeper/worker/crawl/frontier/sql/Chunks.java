package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;

/** Asks for many keys at once, in statements of a bounded size. */
final class Chunks {
  private static final int SIZE = 500;

  private Chunks() {}

  interface Binding<K> {
    void bind(PreparedStatement statement, int index, K key) throws SQLException;
  }

  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /**
   * The form of a statement: its text before and after the keys, and what stands for one of them.
   *
   * @param parameters that a key has
   */
  record Form(String before, String key, int parameters, String after) {}

  static <K> void ask(
      Connection connection, Form form, Collection<K> keys, Binding<K> binding, Row row)
      throws SQLException {
    var all = new ArrayList<>(keys);
    for (var from = 0; from < all.size(); from += SIZE) {
      var part = all.subList(from, Math.min(all.size(), from + SIZE));
      var marks = String.join(",", Collections.nCopies(part.size(), form.key()));
      var sql = form.before() + marks + form.after();
      try (var statement = connection.prepareStatement(sql)) {
        var index = 1;
        for (var key : part) {
          binding.bind(statement, index, key);
          index += form.parameters();
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            row.take(rows);
          }
        }
      }
    }
  }
}
