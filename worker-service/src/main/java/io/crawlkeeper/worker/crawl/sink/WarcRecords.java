package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/** Encodes WARC records. Safe for use by many threads. */
final class WarcRecords {
  private final String software;

  WarcRecords(String software) {
    this.software = software;
  }

  /** The record that opens a file. */
  byte[] info(String fileName) throws IOException {
    return encode(
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .recordId(UUID.randomUUID())
            .filename(fileName)
            .fields(
                Map.of("software", List.of(software), "format", List.of("WARC File Format 1.1")))
            .build());
  }

  /** A request and its response, each naming the other. */
  byte[] capture(String url, Instant at, Received exchange) throws IOException {
    var requestId = UUID.randomUUID();
    var responseId = UUID.randomUUID();
    var date = at.truncatedTo(ChronoUnit.MILLIS);
    return encode(
        response(url, date, exchange).recordId(responseId).concurrentTo(urn(requestId)).build(),
        new WarcRequest.Builder(url)
            .version(MessageVersion.WARC_1_1)
            .date(date)
            .recordId(requestId)
            .concurrentTo(urn(responseId))
            .body(MediaType.HTTP_REQUEST, bytes(exchange.request()))
            .build());
  }

  private static WarcResponse.Builder response(String url, Instant date, Received exchange) {
    var head = bytes(exchange.response());
    var body = exchange.body();
    var block =
        new SequenceInputStream(
            new ByteArrayInputStream(head), new ByteArrayInputStream(body.raw()));
    var builder =
        new WarcResponse.Builder(url)
            .version(MessageVersion.WARC_1_1)
            .date(date)
            .body(
                MediaType.HTTP_RESPONSE,
                Channels.newChannel(block),
                (long) head.length + body.raw().length);
    return body.truncated() ? builder.truncated(WarcTruncationReason.LENGTH) : builder;
  }

  /** Without Transfer-Encoding, as the body is stored without it. */
  private static byte[] bytes(HttpHead head) {
    var text = new StringBuilder(512).append(head.startLine()).append("\r\n");
    for (var field : head.fields()) {
      if (!field.name().equalsIgnoreCase("Transfer-Encoding")) {
        text.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static byte[] encode(WarcRecord... records) throws IOException {
    var out = new ByteArrayOutputStream(8 << 10);
    try (var writer = new WarcWriter(Channels.newChannel(out), WarcCompression.GZIP)) {
      for (var record : records) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  private static URI urn(UUID id) {
    return URI.create("urn:uuid:" + id);
  }
}
