package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingsTest {
  private static final String TEXT = "hello hello hello hello";
  private static final byte[] PLAIN = TEXT.getBytes(UTF_8);
  private static final byte[] BROTLI = Base64.getDecoder().decode("GxYA+I2Ubt5EVYaWbCBvIU8c4Dg=");
  private static final int LIMIT = 1_000;

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(boolean bare) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(out, new Deflater(9, bare))) {
      deflate.write(PLAIN);
    }
    return out.toByteArray();
  }

  private static Body decode(byte[] raw, String... fields) throws EncodingException {
    return ContentCodings.decode(raw, List.of(fields), false, LIMIT);
  }

  @Test
  void undoesEachCodingThatIsAskedFor() throws IOException {
    assertThat(decode(gzip(PLAIN), "gzip").content()).isEqualTo(PLAIN);
    assertThat(decode(gzip(PLAIN), "X-GZip").content()).isEqualTo(PLAIN);
    assertThat(decode(BROTLI, "br").content()).isEqualTo(PLAIN);
    assertThat(decode(Zstd.compress(PLAIN), "zstd").content()).isEqualTo(PLAIN);
    assertThat(decode(deflate(false), "deflate").content()).isEqualTo(PLAIN);
    assertThat(decode(deflate(true), "deflate").content()).isEqualTo(PLAIN);
  }

  @Test
  void undoesSeveralInReverse() throws IOException {
    assertThat(decode(gzip(Zstd.compress(PLAIN)), "zstd, gzip").content()).isEqualTo(PLAIN);
    assertThat(decode(Zstd.compress(gzip(PLAIN)), "identity", "gzip", "zstd").content())
        .isEqualTo(PLAIN);
  }

  @Test
  void leavesUnknownCodingsAlone() throws IOException {
    var body = decode(PLAIN, "gzip, exotic");

    assertThat(body.readable()).isFalse();
    assertThat(body.content()).isSameAs(PLAIN);
  }

  @Test
  void cutsAtTheLimit() throws IOException {
    var body = ContentCodings.decode(gzip(PLAIN), List.of("gzip"), false, 5);

    assertThat(body.content()).asString().isEqualTo("hello");
    assertThat(body.truncated()).isTrue();
    assertThat(ContentCodings.decode(gzip(PLAIN), List.of("gzip"), false, 23).truncated())
        .isFalse();
  }

  @Test
  void keepsTheReadablePartOfWhatWasCut() throws IOException {
    var random = new byte[10_000];
    new Random(1).nextBytes(random);
    var packed = gzip(random);
    var half = Arrays.copyOf(packed, packed.length / 2);

    var body = ContentCodings.decode(half, List.of("gzip"), true, 1 << 20);

    assertThat(body.truncated()).isTrue();
    assertThat(body.content()).isEqualTo(Arrays.copyOf(random, body.content().length));
  }

  @Test
  void saysWhatIsNoSuchCoding() {
    for (var coding : List.of("gzip", "br", "zstd", "deflate", "gzip, zstd", "zstd, gzip")) {
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(() -> decode("plain text it is, no more".getBytes(UTF_8), coding))
          .withMessageStartingWith("the body is no valid " + coding);
    }
  }

  @Test
  void refusesWindowsThatWouldTakeTooMuchMemory() {
    // A frame that asks for a window of 128 MiB (RFC 8878, 3.1.1.1.2).
    var frame = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (17 << 3), 1, 0, 0};

    assertThatExceptionOfType(EncodingException.class).isThrownBy(() -> decode(frame, "zstd"));
  }
}
