package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of a host. May block for as long as it likes. */
@FunctionalInterface
public interface NameLookup {
  /** Asks the resolver of the system. */
  NameLookup SYSTEM = InetAddress::getAllByName;

  /**
   * @throws UnknownHostException if there is none
   */
  InetAddress[] lookup(String host) throws UnknownHostException;
}
