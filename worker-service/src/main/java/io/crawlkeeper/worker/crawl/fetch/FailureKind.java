package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.model.Words;

/** Why there is no response, in one word that stays the same: what failures are grouped by. */
public enum FailureKind {
  /** The host's name could not be looked up. */
  DNS(false),
  /** The host has no address that may be visited. */
  ADDRESS(true),
  /** The worker has no contact, and the host is a public one. */
  CONTACT(true),
  /** No connection could be made. */
  CONNECT(false),
  /** No secure connection could be made. */
  TLS(false),
  /** The server could not prove who it is. */
  CERTIFICATE(true),
  /** It took too long. */
  TIMEOUT(false),
  /** The connection ended before the response did. */
  CLOSED(false),
  /** The header of the response is too large. */
  HEADER(true),
  /** The body is not encoded as the header says. */
  ENCODING(true),
  /** What came is no HTTP. */
  PROTOCOL(true),
  /** The forward proxy could not be reached, or refused. */
  PROXY(false),
  /** No request can name this URL. */
  URL(true),
  /** Anything else that went wrong on the way. */
  NETWORK(false);

  private final boolean lasting;

  FailureKind(boolean lasting) {
    this.lasting = lasting;
  }

  /** Whether another try would be in vain. */
  public boolean lasting() {
    return lasting;
  }

  /** The name in lower case, as records give it. */
  public String word() {
    return Words.of(this);
  }
}
