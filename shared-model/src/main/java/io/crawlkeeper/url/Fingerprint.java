package io.crawlkeeper.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a URL: the first half of its SHA-256. Among 10<sup>12</sup> URLs two meet
 * with a chance below 10<sup>-14</sup>, and nobody can craft such a pair.
 */
public record Fingerprint(long high, long low) {

  /** To look one up takes longer than to use it; a page has hundreds of links. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Fingerprint::sha256);

  public static Fingerprint of(CrawlUrl url) {
    return of(url.text());
  }

  /** That of any text. */
  public static Fingerprint of(String text) {
    var bytes = ByteBuffer.wrap(SHA_256.get().digest(text.getBytes(UTF_8)));
    return new Fingerprint(bytes.getLong(), bytes.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
