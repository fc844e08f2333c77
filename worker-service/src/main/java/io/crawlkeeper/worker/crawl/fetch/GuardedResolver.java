package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names to the addresses that may be visited. The client connects to exactly what this
 * returns, so a name that changes between check and use gains nothing.
 */
public final class GuardedResolver implements DnsResolver, AutoCloseable {
  /** How long a look-up may take for the fetch that runs on the current thread. */
  static final ScopedValue<Duration> PATIENCE = ScopedValue.newInstance();

  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

  private final AddressGuard guard;
  private final Lookups lookups;
  private final boolean hasContact;

  /**
   * @param hasContact whether requests say whom to turn to: without, no public address is visited
   */
  GuardedResolver(AddressGuard guard, NameLookup lookup, boolean hasContact) {
    this.guard = guard;
    this.lookups = new Lookups(lookup);
    this.hasContact = hasContact;
  }

  /** One for all that a worker asks of the web, whatever the task. */
  public static GuardedResolver of(FetchSettings settings) {
    return new GuardedResolver(
        new AddressGuard(settings.allowedAddresses()),
        NameLookup.SYSTEM,
        settings.contact() != null);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var all = addresses(host);
    var permitted = Arrays.stream(all).filter(guard::permits).toArray(InetAddress[]::new);
    if (permitted.length == 0) {
      throw new LookupException(FailureKind.ADDRESS, refusal(host, all));
    }
    if (hasContact) {
      return permitted;
    }
    var own = Arrays.stream(permitted).filter(guard::allows).toArray(InetAddress[]::new);
    if (own.length == 0) {
      throw new LookupException(
          FailureKind.CONTACT,
          "set crawlkeeper.contact on the worker, a mail address or a URL where its visits can be"
              + " complained of, before it may crawl public addresses");
    }
    return own;
  }

  private InetAddress[] addresses(String host) throws UnknownHostException {
    @Nullable InetAddress literal = HostLiteral.parse(host);
    return literal == null
        ? lookups.lookup(host, PATIENCE.orElse(DEFAULT_PATIENCE))
        : new InetAddress[] {literal};
  }

  private static String refusal(String host, InetAddress[] all) {
    var addresses =
        Arrays.stream(all).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    return "address refused: "
        + (addresses.equals(host) ? host : host + " is " + addresses)
        + ", not public and not among this worker's allowed addresses";
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.close();
  }
}
