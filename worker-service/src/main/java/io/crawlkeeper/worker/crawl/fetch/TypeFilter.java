package io.crawlkeeper.worker.crawl.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which types of content a task wants.
 *
 * @param patterns such as {@code text/html} or {@code image/*}; all are wanted if empty
 */
public record TypeFilter(List<String> patterns) {
  public static final TypeFilter ALL = new TypeFilter(List.of());

  /** What servers say that do not know. */
  private static final Set<String> GENERIC =
      Set.of(
          "",
          "*/*",
          "application/octet-stream",
          "binary/octet-stream",
          "application/unknown",
          "unknown/unknown");

  public TypeFilter {
    patterns = patterns.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList();
  }

  boolean takesAll() {
    return patterns.isEmpty();
  }

  /** Whether a Content-Type says so little that the body has to tell. */
  static boolean isGeneric(@Nullable String contentType) {
    var media = media(contentType);
    return GENERIC.contains(media) || media.indexOf('/') < 1;
  }

  /** Why content of that type is not wanted, for people; null if it is. */
  @Nullable String refuse(@Nullable String contentType) {
    var media = media(contentType);
    return takesAll() || patterns.stream().anyMatch(pattern -> matches(pattern, media))
        ? null
        : "type " + media + " is not wanted";
  }

  private static boolean matches(String pattern, String media) {
    return pattern.endsWith("/*")
        ? media.startsWith(pattern.substring(0, pattern.length() - 1))
        : media.equals(pattern);
  }

  private static String media(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    var semicolon = contentType.indexOf(';');
    var media = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return media.strip().toLowerCase(Locale.ROOT);
  }
}
