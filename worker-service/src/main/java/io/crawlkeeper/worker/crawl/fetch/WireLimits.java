package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.config.H2Config;

/** What is taken from a connection, whatever the task. */
final class WireLimits {
  static final int CONNECTIONS = 2_048;

  private static final int FIELDS = 200;
  private static final int LONGEST_LINE = 16 << 10;
  private static final int LARGEST_HEADER = 256 << 10;

  /** Keeps every byte of a header apart, so that it is stored as it came. */
  static final CharCodingConfig BYTES = CharCodingConfig.custom().setCharset(ISO_8859_1).build();

  static final Http1Config HTTP_1 =
      Http1Config.custom()
          .setMaxHeaderCount(FIELDS)
          .setMaxLineLength(LONGEST_LINE)
          .setBufferSize(LONGEST_LINE)
          .build();

  static final H2Config HTTP_2 =
      H2Config.custom()
          .setPushEnabled(false)
          .setMaxHeaderListSize(LARGEST_HEADER)
          .setMaxContinuations(32)
          .build();

  private WireLimits() {}
}
