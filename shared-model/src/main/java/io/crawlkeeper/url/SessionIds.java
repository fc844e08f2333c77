package io.crawlkeeper.url;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Ids that servers put into URLs where there are no cookies: each visit would be a new site. */
final class SessionIds {
  /** Names that nothing else has. */
  private static final Set<String> SURE =
      Set.of("jsessionid", "phpsessid", "oscsid", "zenid", "cfid", "cftoken");

  /** Names that mean a session if the value looks like an id. */
  private static final Set<String> LIKELY =
      Set.of("sid", "sessionid", "session_id", "sessid", "session");

  private static final int SHORTEST_ID = 16;

  /** After a semicolon, or in brackets as ASP.NET does it. */
  private static final Pattern IN_PATH =
      Pattern.compile(
          "(?i);(?:jsessionid|phpsessid|sid|sessionid)=[^;/]*|/\\([as]\\([^/()]*\\)\\)");

  private SessionIds() {}

  /** The path without such ids. */
  static String without(String path) {
    if (path.indexOf(';') < 0 && !path.contains("/(")) {
      return path;
    }
    var clean = IN_PATH.matcher(path).replaceAll("");
    return clean.startsWith("/") ? clean : "/" + clean;
  }

  /** Whether a parameter, as {@code name=value}, is such an id. */
  static boolean isSession(String parameter) {
    var equals = parameter.indexOf('=');
    if (equals < 0) {
      return false;
    }
    var name = parameter.substring(0, equals).toLowerCase(Locale.ROOT);
    return SURE.contains(name)
        || name.startsWith("aspsessionid")
        || (LIKELY.contains(name) && isId(parameter.substring(equals + 1)));
  }

  private static boolean isId(String value) {
    return value.length() >= SHORTEST_ID
        && value.chars().anyMatch(Character::isDigit)
        && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
