package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to the addresses that the guard permits. The client connects to exactly what this
 * returns, so a name that changes between check and use gains nothing.
 */
final class GuardedResolver implements DnsResolver {
  private final AddressGuard guard;

  GuardedResolver(AddressGuard guard) {
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var all = InetAddress.getAllByName(host);
    var permitted = Arrays.stream(all).filter(guard::permits).toArray(InetAddress[]::new);
    if (permitted.length == 0) {
      throw new AddressRefusedException(refusal(host, all));
    }
    return permitted;
  }

  private static String refusal(String host, InetAddress[] all) {
    var addresses =
        Arrays.stream(all).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    return (addresses.equals(host) ? host : host + " is " + addresses)
        + ", not public and not among this worker's allowed addresses";
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
