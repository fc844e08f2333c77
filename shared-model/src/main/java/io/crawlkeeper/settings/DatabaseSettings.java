package io.crawlkeeper.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where the SQL database is.
 *
 * @param url {@code jdbc:sqlite:} and a file, or a {@code jdbc:postgresql:} URL; holds no password
 * @param user empty for SQLite, or where the URL names one
 * @param password empty if none is needed; never to be shown
 */
public record DatabaseSettings(String url, String user, String password) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final Pattern SQLITE_FILE = Pattern.compile("jdbc:sqlite:(?!:|file:)[^?]+");
  private static final Pattern POSTGRESQL =
      Pattern.compile("jdbc:postgresql://[^/?\\s]+/[^/?\\s]+(\\?\\S*)?");
  private static final Pattern SECRET =
      Pattern.compile("//[^/]*@|[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

  /**
   * @param data folder that the SQLite file is in unless a database is named
   */
  static DatabaseSettings read(SettingsReader reader, Path data) {
    return new DatabaseSettings(
        checked(reader, reader.text("database.url", SQLITE + data.resolve("crawlkeeper.db"))),
        reader.text("database.user", ""),
        reader.text("database.password", ""));
  }

  public boolean sqlite() {
    return url.startsWith(SQLITE);
  }

  /** The file of an SQLite database, absolute. */
  public Path file() {
    return Path.of(url.substring(SQLITE.length())).toAbsolutePath().normalize();
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=%s, user=%s]".formatted(url, user);
  }

  /** What is wrong may hold a password, so none of it is repeated. */
  private static String checked(SettingsReader reader, String url) {
    if (SECRET.matcher(url).find()) {
      reader.refuse(
          "database.url",
          "has a password in it, where others can see it: give it by"
              + " crawlkeeper.database.password");
    } else if (!SQLITE_FILE.matcher(url).matches() && !POSTGRESQL.matcher(url).matches()) {
      reader.refuse(
          "database.url",
          "must be jdbc:sqlite:<file> or jdbc:postgresql://<host>:<port>/<database>");
    }
    return url;
  }
}
