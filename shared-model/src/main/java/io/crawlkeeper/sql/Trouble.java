package io.crawlkeeper.sql;

import io.crawlkeeper.history.History.HistoryAwayException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a database that is away for the time being from a fault of ours. */
public final class Trouble {

  /**
   * Classes of SQLSTATE (PostgreSQL, appendix A) that an operator or time can heal: connection,
   * authorization, missing database, rolled back, resources, limits, state of an object,
   * intervention, system, internal.
   */
  private static final Set<String> AWAY_CLASSES =
      Set.of("08", "28", "3D", "40", "53", "54", "55", "57", "58", "XX");

  /** A standby, and a privilege that was taken away. */
  private static final Set<String> AWAY_STATES = Set.of("25006", "42501");

  /** What SQLite says when the statement or the data is at fault; anything else can heal. */
  private static final Set<SQLiteErrorCode> OURS =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR,
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_MISUSE,
          SQLiteErrorCode.SQLITE_RANGE,
          SQLiteErrorCode.SQLITE_TOOBIG);

  private Trouble() {}

  /**
   * @return what to throw if it is a fault of ours
   */
  static RuntimeException of(Exception e) throws HistoryAwayException {
    var cause = sqlCause(e);
    if (cause != null && away(cause)) {
      throw new HistoryAwayException(brief(cause), e);
    }
    return e instanceof RuntimeException fault ? fault : new IllegalStateException(e);
  }

  /** Whether it comes of an error of SQL that time or an operator can heal. */
  static boolean mayHeal(Exception e) {
    var cause = sqlCause(e);
    return cause != null && away(cause);
  }

  /** Whether time or an operator can heal it. */
  public static boolean away(SQLException e) {
    if (e instanceof SQLiteException sqlite) {
      return !OURS.contains(primary(sqlite.getResultCode()));
    }
    var state = e.getSQLState();
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException
        || (state != null
            && (AWAY_STATES.contains(state)
                || (state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2)))));
  }

  /** The reason in one line, without the full stop. */
  public static String brief(Throwable e) {
    var deepest = e;
    for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
      deepest = cause instanceof SQLException ? cause : deepest;
    }
    var text = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    return text.lines().findFirst().orElse("").replaceFirst("\\.+$", "").strip();
  }

  /** The outermost: a batch and a pool put theirs around that of the driver. */
  private static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** SQLite's extended codes carry the primary one in their last byte. */
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }
}
