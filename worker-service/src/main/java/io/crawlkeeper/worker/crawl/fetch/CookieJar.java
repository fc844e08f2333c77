package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieStore;

/**
 * The cookies of one run, of a bounded number and size: those that were set longest ago give way.
 * The client decides which of them go where (RFC 6265, with the public suffix list), among those of
 * the port: other ports are other servers, but for 80 and 443, of which sites use both. What came
 * by https is neither shown to http nor replaced by it. Safe for use by many threads.
 */
public final class CookieJar {
  static final int MOST_OF_A_DOMAIN = 50;
  static final int MOST = 3_000;

  /** Characters of name and value together (RFC 6265, 6.1). */
  static final int LARGEST = 4_096;

  private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

  /** As the client keeps the names of attributes. */
  private static final String HTTP_ONLY = "httponly";

  private final Map<Key, Kept> cookies = new LinkedHashMap<>();
  private volatile List<Kept> snapshot = List.of();

  /** The cookies that a request for {@code url} may send, and the place of those that it sets. */
  CookieStore at(CrawlUrl url) {
    var port = USUAL_PORTS.contains(url.port()) ? 0 : url.port();
    return new View(port, url.scheme().equals("https"));
  }

  private synchronized void add(Key key, Kept added) {
    var cookie = added.cookie;
    if (cookie.getName().length() + Objects.requireNonNullElse(cookie.getValue(), "").length()
        > LARGEST) {
      return;
    }
    var old = cookies.get(key);
    if (old != null && old.secure && !added.secure) {
      return;
    }
    cookies.remove(key);
    if (!cookie.isExpired(Instant.now())) {
      makeRoom(key.domain);
      cookies.put(key, added);
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

  /** Those that may go to the host of a page, whatever their path. */
  public List<KeptCookie> of(CrawlUrl page) {
    var secure = page.scheme().equals("https");
    return at(page).getCookies().stream()
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

  private synchronized boolean removeIf(Predicate<Kept> predicate) {
    if (!cookies.values().removeIf(predicate)) {
      return false;
    }
    snapshot = List.copyOf(cookies.values());
    return true;
  }

  /**
   * @param secure whether it came by https
   */
  private record Kept(Cookie cookie, int port, boolean secure) {}

  /**
   * What makes a later cookie replace an earlier one (RFC 6265, 5.3, step 11), and the port: 0 for
   * the usual ones.
   */
  private record Key(String name, String domain, String path, int port) {
    private static Key of(Cookie cookie, int port) {
      return new Key(
          cookie.getName(),
          Objects.requireNonNullElse(cookie.getDomain(), ""),
          Objects.requireNonNullElse(cookie.getPath(), "/"),
          port);
    }
  }

  private final class View implements CookieStore {
    private final int port;
    private final boolean secure;

    private View(int port, boolean secure) {
      this.port = port;
      this.secure = secure;
    }

    private boolean shows(Kept kept) {
      return kept.port == port && (secure || !kept.secure);
    }

    @Override
    public void addCookie(Cookie cookie) {
      add(Key.of(cookie, port), new Kept(cookie, port, secure));
    }

    @Override
    public List<Cookie> getCookies() {
      return snapshot.stream().filter(this::shows).map(Kept::cookie).toList();
    }

    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // The interface wants it, and nobody calls it.
    @Override
    public boolean clearExpired(Date date) {
      return clearExpired(date.toInstant());
    }

    @Override
    public boolean clearExpired(Instant date) {
      // Asked for before each request, and mostly in vain.
      return !snapshot.isEmpty() && removeIf(kept -> kept.cookie.isExpired(date));
    }

    @Override
    public void clear() {
      removeIf(this::shows);
    }
  }
}
