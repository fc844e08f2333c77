package io.crawlkeeper.worker.crawl.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this worker fetches, whatever the task.
 *
 * @param userAgent sent where the task names none, followed by the contact unless it holds it
 * @param contact a mail address or URL where visits can be complained of, told in every request;
 *     null allows no public addresses
 * @param allowedAddresses that may be visited although they are not public
 * @param secrets that tasks can name
 */
public record FetchSettings(
    String userAgent,
    @Nullable String contact,
    List<AddressRange> allowedAddresses,
    Secrets secrets) {

  public FetchSettings {
    allowedAddresses = List.copyOf(allowedAddresses);
    if (userAgent.isBlank()) {
      throw new IllegalArgumentException("a crawl needs a user agent");
    }
    userAgent = signed(userAgent, contact);
  }

  /** A user agent with the contact. */
  String signed(String other) {
    return signed(other, contact);
  }

  private static String signed(String userAgent, @Nullable String contact) {
    return contact == null || userAgent.contains(contact)
        ? userAgent
        : userAgent + " (+" + contact + ')';
  }
}
