package io.crawlkeeper.model;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.HttpSpec.ExpectSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call for a test, of which it says only what it is about. */
public final class HttpBuilder {

  private final String url;
  private HttpSpec.@Nullable Method method;
  private @Nullable Map<String, String> headers;
  private @Nullable String body;
  private @Nullable AuthSpec auth;
  private @Nullable ExpectSpec expect;
  private @Nullable Duration timeout;
  private @Nullable Integer redirects;

  private HttpBuilder(String url) {
    this.url = url;
  }

  public static HttpBuilder of(String url) {
    return new HttpBuilder(url);
  }

  public HttpBuilder method(HttpSpec.Method wanted) {
    method = wanted;
    return this;
  }

  public HttpBuilder headers(Map<String, String> all) {
    headers = all;
    return this;
  }

  public HttpBuilder body(@Nullable String text) {
    body = text;
    return this;
  }

  public HttpBuilder auth(AuthSpec wanted) {
    auth = wanted;
    return this;
  }

  public HttpBuilder expect(ExpectSpec wanted) {
    expect = wanted;
    return this;
  }

  public HttpBuilder timeout(Duration most) {
    timeout = most;
    return this;
  }

  public HttpBuilder redirects(int most) {
    redirects = most;
    return this;
  }

  public HttpSpec build() {
    return new HttpSpec(url, method, headers, body, auth, expect, timeout, redirects);
  }
}
