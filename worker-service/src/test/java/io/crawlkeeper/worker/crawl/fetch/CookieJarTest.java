package io.crawlkeeper.worker.crawl.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.UrlParser;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.junit.jupiter.api.Test;

class CookieJarTest {
  private final CookieJar jar = new CookieJar();

  private static BasicClientCookie cookie(String name, String value, String domain) {
    var cookie = new BasicClientCookie(name, value);
    cookie.setDomain(domain);
    cookie.setPath("/");
    return cookie;
  }

  @Test
  void replacesACookieByItsLaterValue() {
    jar.addCookie(cookie("a", "1", "x.example"));
    jar.addCookie(cookie("a", "2", "x.example"));
    jar.addCookie(cookie("a", "3", "y.example"));

    assertThat(jar.getCookies()).extracting(Cookie::getValue).containsExactly("2", "3");
  }

  @Test
  void forgetsTheOldestOfADomainWithTooMany() {
    IntStream.range(0, 60).forEach(i -> jar.addCookie(cookie("c" + i, "v", "x.example")));
    jar.addCookie(cookie("other", "v", "y.example"));

    assertThat(jar.getCookies()).hasSize(CookieJar.MOST_OF_A_DOMAIN + 1);
    assertThat(jar.getCookies().getFirst().getName()).isEqualTo("c10");
  }

  @Test
  void tellsTheCookiesOfAHost() {
    var wide = cookie("wide", "1", "x.example");
    wide.setAttribute(Cookie.DOMAIN_ATTR, "x.example");
    var secure = cookie("secure", "2", "www.x.example");
    secure.setSecure(true);
    var cookies = List.of(wide, secure, cookie("own", "3", "www.x.example"));
    cookies.forEach(jar::addCookie);
    jar.addCookie(cookie("narrow", "4", "x.example"));

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
    IntStream.range(0, 4_000).forEach(i -> jar.addCookie(cookie("c", "v", "h" + i + ".example")));

    assertThat(jar.getCookies()).hasSize(CookieJar.MOST);
    assertThat(jar.getCookies().getFirst().getDomain()).isEqualTo("h1000.example");
  }

  @Test
  void takesNoLargeCookies() {
    jar.addCookie(cookie("a", "v".repeat(CookieJar.LARGEST - 1), "x.example"));
    jar.addCookie(cookie("b", "v".repeat(CookieJar.LARGEST), "x.example"));

    assertThat(jar.getCookies()).extracting(Cookie::getName).containsExactly("a");
  }

  @Test
  void forgetsExpiredCookies() {
    var cookie = cookie("a", "1", "x.example");
    cookie.setExpiryDate(Instant.now().plusSeconds(1_000));
    jar.addCookie(cookie);

    assertThat(jar.clearExpired(Instant.now())).isFalse();
    assertThat(jar.clearExpired(Instant.now().plusSeconds(2_000))).isTrue();
    assertThat(jar.getCookies()).isEmpty();
  }
}
