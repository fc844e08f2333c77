package io.crawlkeeper.model;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.FetchSpec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How pages are asked for, with every default filled in.
 *
 * @param headers sent with every request, in place of those of the same name that would be sent
 * @param userAgents one of which is sent, by chance, with each request; the worker's own if empty
 * @param cookies whether cookies are kept for the run
 * @param auth null means no credentials
 * @param proxies URLs of forward proxies, taken in turn; none if empty
 * @param types of content that are stored and read, such as {@code text/html} or {@code image/*};
 *     all if empty
 * @param conditional whether pages that an earlier run has stored are asked for only if they have
 *     changed
 * @param retries of a URL whose failure may be momentary
 */
public record FetchPlan(
    Map<String, String> headers,
    List<String> userAgents,
    boolean cookies,
    @Nullable AuthSpec auth,
    List<String> proxies,
    List<String> types,
    boolean conditional,
    Timeouts timeouts,
    int retries) {

  public static final FetchPlan DEFAULT =
      new FetchPlan(
          Map.of(), List.of(), true, null, List.of(), List.of(), true, Timeouts.DEFAULT, 3);

  public FetchPlan {
    headers = Map.copyOf(headers);
    userAgents = List.copyOf(userAgents);
    proxies = List.copyOf(proxies);
    types = List.copyOf(types);
  }

  /**
   * @param connect until a connection stands
   * @param read between two packets of a response
   * @param total from the request to the last byte, however steadily it drips
   */
  public record Timeouts(Duration connect, Duration read, Duration total) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

    static Timeouts of(@Nullable TimeoutsSpec spec) {
      return spec == null
          ? DEFAULT
          : new Timeouts(
              Objects.requireNonNullElse(spec.connect(), DEFAULT.connect),
              Objects.requireNonNullElse(spec.read(), DEFAULT.read),
              Objects.requireNonNullElse(spec.total(), DEFAULT.total));
    }
  }

  static FetchPlan of(@Nullable FetchSpec spec) {
    return spec == null
        ? DEFAULT
        : new FetchPlan(
            Objects.requireNonNullElse(spec.headers(), DEFAULT.headers),
            Objects.requireNonNullElse(spec.userAgents(), DEFAULT.userAgents),
            Objects.requireNonNullElse(spec.cookies(), DEFAULT.cookies),
            spec.auth(),
            Objects.requireNonNullElse(spec.proxies(), DEFAULT.proxies),
            Objects.requireNonNullElse(spec.types(), DEFAULT.types),
            Objects.requireNonNullElse(spec.conditional(), DEFAULT.conditional),
            Timeouts.of(spec.timeouts()),
            Objects.requireNonNullElse(spec.retries(), DEFAULT.retries));
  }
}
