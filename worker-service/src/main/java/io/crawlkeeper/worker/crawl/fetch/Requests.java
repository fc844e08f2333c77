package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.FetchPlan;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of one run: as its task wants them, with the cookies that it has been given.
 * Safe for use by many threads.
 */
public final class Requests {
  private final FetchPlan plan;
  private final List<String> userAgents;
  private final FetchLimits limits;
  private final TypeFilter types;
  private final Identity identity;
  private final @Nullable CookieJar cookies;
  private final ProxyRing proxies;
  private final Validators validators;

  private Requests(
      CrawlPlan crawl,
      List<String> userAgents,
      Identity identity,
      ProxyRing proxies,
      Validators validators) {
    this.plan = crawl.fetch();
    this.userAgents = userAgents;
    this.limits = FetchLimits.of(crawl);
    this.types = new TypeFilter(plan.types());
    this.identity = identity;
    this.cookies = plan.cookies() ? new CookieJar() : null;
    this.proxies = proxies;
    this.validators = plan.conditional() ? validators : Validators.NONE;
  }

  /**
   * @param validators what earlier runs have stored
   * @param ticker monotonic, in nanoseconds
   * @throws IllegalArgumentException if this worker does not know a secret that the task names
   */
  public static Requests of(
      CrawlPlan crawl, FetchSettings settings, Validators validators, LongSupplier ticker) {
    var credentials = new Credentials(settings.secrets());
    var auth = crawl.fetch().auth();
    var identity =
        new Identity(auth == null ? null : credentials.authorization(auth), origins(crawl));
    var proxies = crawl.fetch().proxies().stream().map(credentials::proxy).toList();
    var agents = crawl.fetch().userAgents().stream().map(settings::signed).toList();
    return new Requests(crawl, agents, identity, new ProxyRing(proxies, ticker), validators);
  }

  private static Set<String> origins(CrawlPlan crawl) {
    return crawl.seeds().stream()
        .map(UrlParser::parse)
        .filter(Objects::nonNull)
        .map(CrawlUrl::origin)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The ways that its requests go. */
  public ProxyRing proxies() {
    return proxies;
  }

  /** Tries of a URL after the first, at most. */
  public int retries() {
    return plan.retries();
  }

  /** The page as an earlier run has stored it; null if none has, or the task does not ask. */
  public @Nullable Known known(CrawlUrl url) {
    return validators.find(url);
  }

  /**
   * The request for a page.
   *
   * @param known from an earlier run; null if nothing is
   */
  public FetchRequest page(CrawlUrl url, @Nullable Known known) {
    var fields = fields(url);
    if (known != null) {
      add(fields, "If-None-Match", known.etag());
      add(fields, "If-Modified-Since", known.lastModified());
    }
    return new FetchRequest(url, fields, limits, types, cookies, proxies.take());
  }

  /**
   * The request for what the run itself needs, whatever types of content it keeps.
   *
   * @param most bytes of it that are read, whatever the task keeps of a page
   */
  public FetchRequest list(CrawlUrl url, int most) {
    var size = limits.withBody(most);
    return new FetchRequest(url, fields(url), size, TypeFilter.ALL, cookies, proxies.take());
  }

  /**
   * As {@link #list}, of a host that the task does not name: nothing that was meant for the hosts
   * of the task goes there.
   */
  public FetchRequest foreignList(CrawlUrl url, int most) {
    var fields = new ArrayList<Field>();
    addUserAgent(fields);
    var size = limits.withBody(most);
    return new FetchRequest(url, fields, size, TypeFilter.ALL, null, proxies.take());
  }

  private List<Field> fields(CrawlUrl url) {
    var fields = new ArrayList<Field>();
    plan.headers().forEach((name, value) -> fields.add(new Field(name, value)));
    addUserAgent(fields);
    identity.addTo(fields, url);
    return fields;
  }

  private void addUserAgent(List<Field> fields) {
    if (!userAgents.isEmpty()) {
      var one = ThreadLocalRandom.current().nextInt(userAgents.size());
      fields.add(new Field("User-Agent", userAgents.get(one)));
    }
  }

  private static void add(List<Field> fields, String name, @Nullable String value) {
    // What another server has sent comes back here, so it must not break out of its line.
    if (value != null && value.length() <= 1_000 && value.chars().allMatch(c -> c >= ' ')) {
      fields.add(new Field(name, value));
    }
  }

  /** Learns what became of a request. */
  public void over(FetchRequest request, FetchResult result) {
    proxies.over(request, result);
  }

  /**
   * Who asks, for those who may know.
   *
   * @param origins of the seeds
   */
  private record Identity(@Nullable String authorization, Set<String> origins) {
    private void addTo(List<Field> fields, CrawlUrl url) {
      if (authorization != null && origins.contains(url.origin())) {
        fields.add(new Field("Authorization", authorization));
      }
    }

    @Override
    public String toString() {
      return "of " + origins;
    }
  }
}
