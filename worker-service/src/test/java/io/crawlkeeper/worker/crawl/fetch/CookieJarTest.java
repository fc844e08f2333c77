package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.UrlParser;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.junit.jupiter.api.Test;

class CookieJarTest {
  private final CookieJar jar = new CookieJar();
  private final CookieStore store = jar.at(url("http://x.example/"));

  private static BasicClientCookie cookie(String name, String value, String domain) {
    var cookie = new BasicClientCookie(name, value);
    cookie.setDomain(domain);
    cookie.setPath("/");
    return cookie;
  }

  @Test
  void replacesACookieByItsLaterValue() {
    store.addCookie(cookie("a", "1", "x.example"));
    store.addCookie(cookie("a", "2", "x.example"));
    store.addCookie(cookie("a", "3", "y.example"));

    assertThat(store.getCookies()).extracting(Cookie::getValue).containsExactly("2", "3");
  }

  @Test
  void forgetsTheOldestOfADomainWithTooMany() {
    IntStream.range(0, 60).forEach(i -> store.addCookie(cookie("c" + i, "v", "x.example")));
    store.addCookie(cookie("other", "v", "y.example"));

    assertThat(store.getCookies()).hasSize(CookieJar.MOST_OF_A_DOMAIN + 1);
    assertThat(store.getCookies().getFirst().getName()).isEqualTo("c10");
  }

  @Test
  void tellsTheCookiesOfAHost() {
    var wide = cookie("wide", "1", "x.example");
    wide.setAttribute(Cookie.DOMAIN_ATTR, "x.example");
    var secure = cookie("secure", "2", "www.x.example");
    secure.setSecure(true);
    var cookies = List.of(wide, secure, cookie("own", "3", "www.x.example"));
    cookies.forEach(store::addCookie);
    store.addCookie(cookie("narrow", "4", "x.example"));

    assertThat(names("https://www.x.example/a")).containsExactly("wide", "secure", "own");
    assertThat(names("http://www.x.example/a")).containsExactly("wide", "own");
    assertThat(names("https://x.example/")).containsExactly("wide", "narrow");
    assertThat(names("https://ax.example/")).isEmpty();
  }

  private List<String> names(String url) {
    return jar.of(requireNonNull(UrlParser.parse(url))).stream().map(KeptCookie::name).toList();
  }

  @Test
  void isBoundedInAll() {
    IntStream.range(0, 4_000).forEach(i -> store.addCookie(cookie("c", "v", "h" + i + ".example")));

    assertThat(store.getCookies()).hasSize(CookieJar.MOST);
    assertThat(store.getCookies().getFirst().getDomain()).isEqualTo("h1000.example");
  }

  @Test
  void takesNoLargeCookies() {
    store.addCookie(cookie("a", "v".repeat(CookieJar.LARGEST - 1), "x.example"));
    store.addCookie(cookie("b", "v".repeat(CookieJar.LARGEST), "x.example"));

    assertThat(store.getCookies()).extracting(Cookie::getName).containsExactly("a");
  }

  @Test
  void forgetsExpiredCookies() {
    var cookie = cookie("a", "1", "x.example");
    cookie.setExpiryDate(Instant.now().plusSeconds(1_000));
    store.addCookie(cookie);

    assertThat(store.clearExpired(Instant.now())).isFalse();
    assertThat(store.clearExpired(Instant.now().plusSeconds(2_000))).isTrue();
    assertThat(store.getCookies()).isEmpty();
  }

  private List<String> at(String url) {
    return jar.at(url(url)).getCookies().stream().map(Cookie::getValue).toList();
  }

  @Test
  void keepsPortsApartButForTheUsualOnes() {
    jar.at(url("http://x.example:8080/")).addCookie(cookie("a", "of 8080", "x.example"));
    jar.at(url("http://x.example/")).addCookie(cookie("a", "of 80", "x.example"));

    assertThat(at("http://x.example:8080/")).containsExactly("of 8080");
    assertThat(at("http://x.example:8081/")).isEmpty();
    assertThat(at("https://x.example/")).containsExactly("of 80");
  }

  @Test
  void showsAndLeavesToHttpNothingThatCameByHttps() {
    jar.at(url("https://x.example/")).addCookie(cookie("a", "secure", "x.example"));
    jar.at(url("http://x.example/")).addCookie(cookie("a", "forged", "x.example"));

    assertThat(at("http://x.example/")).isEmpty();
    assertThat(at("https://x.example/")).containsExactly("secure");
  }
}
