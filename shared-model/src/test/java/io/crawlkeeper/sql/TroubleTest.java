package io.crawlkeeper.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class TroubleTest {

  @ParameterizedTest
  @EnumSource(
      names = {
        "SQLITE_BUSY",
        "SQLITE_BUSY_SNAPSHOT",
        "SQLITE_FULL",
        "SQLITE_IOERR_WRITE",
        "SQLITE_CANTOPEN",
        "SQLITE_READONLY_DBMOVED"
      })
  void whatCanHealIsAway(SQLiteErrorCode code) {
    assertThat(Trouble.away(new SQLiteException("no", code))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE_ERROR", "SQLITE_CONSTRAINT_NOTNULL", "SQLITE_MISMATCH"})
  void whatNeverHealsIsAFault(SQLiteErrorCode code) {
    assertThat(Trouble.away(new SQLiteException("no", code))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "53100", "40P01", "25006", "28P01"})
  void whatAServerGetsOverIsAway(String state) {
    assertThat(Trouble.away(new SQLException("no", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42601", "23502", "22021", "21000"})
  void whatAServerNeverTakesIsAFault(String state) {
    assertThat(Trouble.away(new SQLException("no", state))).isFalse();
  }

  @Test
  void aPoolWithoutConnectionsIsAway() {
    assertThat(Trouble.away(new SQLTransientConnectionException("none left"))).isTrue();
  }

  @Test
  void tellsTheReasonInOneLine() {
    var reason = new SQLException("disk is full.\n  Hint: buy one.");

    assertThat(Trouble.brief(new IllegalStateException("wrapped", reason)))
        .isEqualTo("disk is full");
  }
}
