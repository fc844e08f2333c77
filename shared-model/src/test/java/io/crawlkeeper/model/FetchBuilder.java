package io.crawlkeeper.model;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a crawl of a test asks for pages, of which it says only what it is about. */
public final class FetchBuilder {

  private @Nullable Map<String, String> headers;
  private @Nullable List<String> userAgents;
  private @Nullable AuthSpec auth;
  private @Nullable List<String> proxies;
  private @Nullable List<String> types;
  private @Nullable Boolean conditional;

  private FetchBuilder() {}

  public static FetchBuilder of() {
    return new FetchBuilder();
  }

  public FetchBuilder headers(@Nullable Map<String, String> all) {
    headers = all;
    return this;
  }

  public FetchBuilder userAgents(@Nullable List<String> all) {
    userAgents = all;
    return this;
  }

  public FetchBuilder auth(@Nullable AuthSpec wanted) {
    auth = wanted;
    return this;
  }

  public FetchBuilder proxies(@Nullable List<String> all) {
    proxies = all;
    return this;
  }

  public FetchBuilder types(String... wanted) {
    types = List.of(wanted);
    return this;
  }

  public FetchBuilder conditional(boolean asked) {
    conditional = asked;
    return this;
  }

  public FetchSpec build() {
    return new FetchSpec(headers, userAgents, null, auth, proxies, types, conditional, null, null);
  }
}
