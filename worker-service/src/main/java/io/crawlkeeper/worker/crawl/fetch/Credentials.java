package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.ProxyAddress;
import java.util.Base64;
import java.util.List;

/** Finds the secrets that a task names. */
public final class Credentials {
  private final Secrets secrets;

  public Credentials(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The value of the field {@code Authorization}.
   *
   * @throws IllegalArgumentException if this worker does not know the secret
   */
  public String authorization(AuthSpec auth) {
    var secret = secret(auth.secret());
    return switch (auth.scheme()) {
      case BEARER -> "Bearer " + secret;
      case BASIC -> {
        var pair = auth.username() + ':' + secret;
        yield "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
      }
    };
  }

  /**
   * All that {@link #authorization} tells in confidence, the longest first.
   *
   * @throws IllegalArgumentException if this worker does not know the secret
   */
  public List<String> sent(AuthSpec auth) {
    var field = authorization(auth);
    return List.of(field.substring(field.indexOf(' ') + 1), secret(auth.secret()));
  }

  /**
   * @throws IllegalArgumentException if it is no proxy, or this worker does not know the secret
   */
  Proxy proxy(String text) {
    ProxyAddress address;
    try {
      address = ProxyAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fetch.proxies " + e.getMessage(), e);
    }
    var secret = address.secret();
    return new Proxy(
        address.host(), address.port(), address.user(), secret == null ? null : secret(secret));
  }

  private String secret(String name) {
    var secret = secrets.find(name);
    if (secret == null) {
      throw new IllegalArgumentException(
          "this worker has no secret \"%s\": set crawlkeeper.secrets.%s, or put a file %s into the folder of crawlkeeper.secrets-folder"
              .formatted(name, name, name));
    }
    if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the secret \"%s\" of this worker is empty or has control characters".formatted(name));
    }
    return secret;
  }
}
