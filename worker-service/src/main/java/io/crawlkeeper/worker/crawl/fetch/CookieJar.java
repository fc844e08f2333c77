package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieStore;

/**
 * The cookies of one run, of a bounded number and size: those that were set longest ago give way.
 * The client decides which of them go where (RFC 6265, with the public suffix list). Safe for use
 * by many threads.
 */
public final class CookieJar implements CookieStore {
  static final int MOST_OF_A_DOMAIN = 50;
  static final int MOST = 3_000;

  /** Characters of name and value together (RFC 6265, 6.1). */
  static final int LARGEST = 4_096;

  /** As the client keeps the names of attributes. */
  private static final String HTTP_ONLY = "httponly";

  private final Map<Key, Cookie> cookies = new LinkedHashMap<>();
  private volatile List<Cookie> snapshot = List.of();

  @Override
  public synchronized void addCookie(Cookie cookie) {
    if (cookie.getName().length() + Objects.requireNonNullElse(cookie.getValue(), "").length()
        > LARGEST) {
      return;
    }
    var key = Key.of(cookie);
    cookies.remove(key);
    if (!cookie.isExpired(Instant.now())) {
      makeRoom(key.domain);
      cookies.put(key, cookie);
    }
    snapshot = List.copyOf(cookies.values());
  }

  private void makeRoom(String domain) {
    var ofDomain = cookies.keySet().stream().filter(key -> key.domain.equals(domain)).count();
    if (ofDomain >= MOST_OF_A_DOMAIN) {
      cookies.remove(first(key -> key.domain.equals(domain)));
    } else if (cookies.size() >= MOST) {
      cookies.remove(first(key -> true));
    }
  }

  private Key first(Predicate<Key> predicate) {
    return cookies.keySet().stream().filter(predicate).findFirst().orElseThrow();
  }

  @Override
  public List<Cookie> getCookies() {
    return snapshot;
  }

  /** Those that may go to the host of a page, whatever their path. */
  public List<KeptCookie> of(CrawlUrl page) {
    var secure = page.scheme().equals("https");
    return snapshot.stream()
        .filter(cookie -> isOf(cookie, page.host()) && (secure || !cookie.isSecure()))
        .filter(cookie -> !cookie.isExpired(Instant.now()))
        .map(CookieJar::kept)
        .toList();
  }

  /** RFC 6265, 5.1.3; the client has refused domains that are not the host's own to name. */
  private static boolean isOf(Cookie cookie, String host) {
    var domain = Objects.requireNonNullElse(cookie.getDomain(), "");
    return host.equals(domain)
        || (cookie.containsAttribute(Cookie.DOMAIN_ATTR) && host.endsWith("." + domain));
  }

  private static KeptCookie kept(Cookie cookie) {
    return new KeptCookie(
        cookie.getName(),
        Objects.requireNonNullElse(cookie.getValue(), ""),
        Objects.requireNonNullElse(cookie.getPath(), "/"),
        cookie.isSecure(),
        cookie.containsAttribute(HTTP_ONLY));
  }

  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // The interface wants it, and nobody calls it.
  @Override
  public boolean clearExpired(Date date) {
    return clearExpired(date.toInstant());
  }

  @Override
  public synchronized boolean clearExpired(Instant date) {
    // Asked for before each request, and mostly in vain.
    if (snapshot.isEmpty() || !cookies.values().removeIf(cookie -> cookie.isExpired(date))) {
      return false;
    }
    snapshot = List.copyOf(cookies.values());
    return true;
  }

  @Override
  public synchronized void clear() {
    cookies.clear();
    snapshot = List.of();
  }

  /** What makes a later cookie replace an earlier one (RFC 6265, 5.3, step 11). */
  private record Key(String name, String domain, String path) {
    private static Key of(Cookie cookie) {
      return new Key(
          cookie.getName(),
          Objects.requireNonNullElse(cookie.getDomain(), ""),
          Objects.requireNonNullElse(cookie.getPath(), "/"));
    }
  }
}
