package io.crawlkeeper.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A forward proxy as tasks name it: {@code http://proxy.example.org:3128}, or {@code
 * http://user:{secret}@proxy.example.org:3128} where {@code secret} is the name of the password
 * among the secrets of the workers.
 *
 * @param user null if the proxy asks for none
 * @param secret not null if {@code user} is not
 */
public record ProxyAddress(String host, int port, @Nullable String user, @Nullable String secret) {
  private static final Pattern FORM =
      Pattern.compile(
          "http://(?:([A-Za-z0-9._~-]{1,100}):\\{([A-Za-z0-9][A-Za-z0-9_.-]{0,62})}@)?"
              + "([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})/?");
  private static final int LAST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException saying what form it must have: "must be …"
   */
  public static ProxyAddress parse(String text) {
    var match = FORM.matcher(text);
    var port = match.matches() ? Integer.parseInt(match.group(4)) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "must be a proxy with its port, such as http://proxy.example.org:3128 or"
              + " http://user:{secret}@proxy.example.org:3128 with the name of a secret");
    }
    return new ProxyAddress(match.group(3), port, match.group(1), match.group(2));
  }
}
