package io.crawlkeeper.url;

import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads links as browsers do (leniently) and brings them to their normal form. Query parameters
 * keep their order and their number, as both mean something to some servers.
 */
public final class UrlParser {
  /** The most characters of a URL; longer ones are traps more often than pages. */
  public static final int LONGEST = 2_000;

  private UrlParser() {}

  /** The URL that {@code text} spells; null if it is no absolute URL of http or https. */
  public static @Nullable CrawlUrl parse(String text) {
    var clean = clean(text);
    var scheme = scheme(clean);
    return scheme == null ? null : absolute(scheme, clean.substring(scheme.length() + 1));
  }

  /** Why {@code reference}, which leads to nothing that can be crawled, does not; for people. */
  public static String fault(String reference) {
    var clean = clean(reference);
    var scheme = scheme(clean);
    var lower = scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT);
    if (!lower.equals("http") && !lower.equals("https")) {
      return "not a URL of http or https";
    }
    if (clean.length() > LONGEST) {
      return "longer than " + LONGEST + " characters";
    }
    return clean.contains("@") ? "malformed, or with a user's name" : "malformed";
  }

  /** Where {@code reference} leads from {@code base}; null if to nothing that can be crawled. */
  public static @Nullable CrawlUrl resolve(CrawlUrl base, String reference) {
    var clean = clean(reference);
    var scheme = scheme(clean);
    if (scheme == null) {
      return relative(base, clean);
    }
    var rest = clean.substring(scheme.length() + 1);
    // "http:a" is relative to a base of the same scheme, as it always was.
    return scheme.equalsIgnoreCase(base.scheme()) && !rest.startsWith("//")
        ? relative(base, rest)
        : absolute(scheme, rest);
  }

  private static @Nullable CrawlUrl relative(CrawlUrl base, String clean) {
    if (clean.isEmpty()) {
      return base;
    }
    if (clean.startsWith("//")) {
      return absolute(base.scheme(), clean);
    }
    return switch (clean.charAt(0)) {
      case '/' -> withPath(base, clean);
      case '?' -> withPath(base, base.path() + clean);
      default -> withPath(base, base.folder().substring(base.pathStart()) + clean);
    };
  }

  /**
   * Without the fragment, white space and controls around it, line breaks in it and backslashes for
   * slashes.
   */
  private static String clean(String text) {
    var stripped = text.trim();
    var fragment = stripped.indexOf('#');
    var clean = fragment < 0 ? stripped : stripped.substring(0, fragment);
    if (clean.indexOf('\n') >= 0 || clean.indexOf('\r') >= 0 || clean.indexOf('\t') >= 0) {
      clean = clean.replaceAll("[\n\r\t]", "");
    }
    var query = clean.indexOf('?');
    var backslash = clean.indexOf('\\');
    if (backslash < 0 || (query >= 0 && query < backslash)) {
      return clean;
    }
    return query < 0
        ? clean.replace('\\', '/')
        : clean.substring(0, query).replace('\\', '/') + clean.substring(query);
  }

  private static @Nullable String scheme(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == ':') {
        return i == 0 ? null : text.substring(0, i);
      }
      var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable CrawlUrl absolute(String scheme, String rest) {
    var lower = scheme.toLowerCase(Locale.ROOT);
    if (!(lower.equals("http") || lower.equals("https"))) {
      return null;
    }
    var start = 0;
    while (start < rest.length() && rest.charAt(start) == '/') {
      start++;
    }
    var end = start;
    while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
      end++;
    }
    var authority = Authority.parse(rest.substring(start, end), lower.equals("https") ? 443 : 80);
    if (authority == null) {
      return null;
    }
    var origin = lower + "://" + authority.text();
    return build(
        origin,
        new CrawlUrl("", lower, authority.host(), authority.port(), 0),
        rest.substring(end));
  }

  private static @Nullable CrawlUrl withPath(CrawlUrl base, String path) {
    return build(base.origin(), base, path);
  }

  private static @Nullable CrawlUrl build(String origin, CrawlUrl place, String pathAndQuery) {
    if (pathAndQuery.length() > LONGEST) {
      return null;
    }
    var mark = pathAndQuery.indexOf('?');
    var path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    var query = mark < 0 ? "" : "?" + PercentCoding.query(pathAndQuery.substring(mark + 1));
    var text = origin + withoutDots(PercentCoding.path(path.isEmpty() ? "/" : path)) + query;
    return text.length() > LONGEST
        ? null
        : new CrawlUrl(text, place.scheme(), place.host(), place.port(), origin.length());
  }

  /** Removes dot segments (RFC 3986, 5.2.4). */
  private static String withoutDots(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    var kept = new ArrayList<String>();
    var segments = path.substring(1).split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      var segment = segments[i];
      var dots = segment.equals(".") || segment.equals("..");
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (!dots) {
        kept.add(segment);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
