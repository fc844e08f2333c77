package io.crawlkeeper.model;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A URL that each run calls once, and what is expected of the answer, as the user gave it: null
 * stands for "the default".
 *
 * @param url of http or https
 * @param headers sent with the request; with a redirect only to the same origin
 * @param body sent as UTF-8; not with GET and HEAD
 * @param auth sent to the URL's origin alone
 * @param expect what the answer must be for the run to have succeeded
 * @param timeout from the request to the end of the answer, redirects included
 * @param redirects how many are followed; none by default
 */
public record HttpSpec(
    String url,
    @Nullable Method method,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable AuthSpec auth,
    @Nullable ExpectSpec expect,
    @Nullable Duration timeout,
    @Nullable Integer redirects)
    implements WorkSpec {

  public static final String KIND = "http";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** What is asked of the server. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /**
   * What an answer must be.
   *
   * @param status one of these; 200-299 by default
   * @param text what its body must contain, among the first megabyte; null if it may be anything
   */
  public record ExpectSpec(@Nullable List<StatusRange> status, @Nullable String text) {
    static final List<StatusRange> FINE = List.of(new StatusRange(200, 299));

    public ExpectSpec {
      status = status == null ? null : List.copyOf(status);
    }

    /** The statuses that are fine. */
    public List<StatusRange> effectiveStatus() {
      return status == null ? FINE : status;
    }
  }

  public HttpSpec {
    headers = headers == null ? null : Map.copyOf(headers);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** This call with every default spelled out. */
  public HttpSpec effective() {
    return new HttpSpec(
        url,
        effectiveMethod(),
        effectiveHeaders(),
        body,
        auth,
        new ExpectSpec(effectiveExpect().effectiveStatus(), effectiveExpect().text()),
        effectiveTimeout(),
        effectiveRedirects());
  }

  public Method effectiveMethod() {
    return Objects.requireNonNullElse(method, Method.GET);
  }

  public Map<String, String> effectiveHeaders() {
    return Objects.requireNonNullElse(headers, Map.of());
  }

  public ExpectSpec effectiveExpect() {
    return Objects.requireNonNullElse(expect, new ExpectSpec(null, null));
  }

  public Duration effectiveTimeout() {
    return Objects.requireNonNullElse(timeout, TIMEOUT);
  }

  public int effectiveRedirects() {
    return Objects.requireNonNullElse(redirects, 0);
  }
}
