package io.crawlkeeper.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How pages are asked for, as the user gave it; see {@link FetchPlan}. */
public record FetchSpec(
    @Nullable Map<String, String> headers,
    @Nullable List<String> userAgents,
    @Nullable Boolean cookies,
    @Nullable AuthSpec auth,
    @Nullable List<String> proxies,
    @Nullable List<String> types,
    @Nullable Boolean conditional,
    @Nullable TimeoutsSpec timeouts,
    @Nullable Integer retries) {

  public FetchSpec {
    headers = headers == null ? null : Map.copyOf(headers);
    userAgents = userAgents == null ? null : List.copyOf(userAgents);
    proxies = proxies == null ? null : List.copyOf(proxies);
    types = types == null ? null : List.copyOf(types);
  }

  /**
   * Credentials for the seeds' origins, and no others. Their secret is never part of a task: it is
   * named here and given to the workers by their settings.
   *
   * @param scheme how they are sent
   * @param username of {@code basic}; null with {@code bearer}
   * @param secret name of the password or token
   */
  public record AuthSpec(Scheme scheme, @Nullable String username, String secret) {
    /** An authentication scheme of HTTP. */
    public enum Scheme {
      BASIC,
      BEARER
    }
  }

  /** See {@link FetchPlan.Timeouts}. */
  public record TimeoutsSpec(
      @Nullable Duration connect, @Nullable Duration read, @Nullable Duration total) {}
}
