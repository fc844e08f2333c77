package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
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
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
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
    var info =
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .recordId(UUID.randomUUID())
            .filename(fileName)
            .fields(
                Map.of("software", List.of(software), "format", List.of("WARC File Format 1.1")))
            .build();
    return encode(info).bytes();
  }

  /** A response, or that there was no new one, and its request, each naming the other. */
  Chunk capture(String url, Instant at, Exchange exchange) throws IOException {
    var requestId = UUID.randomUUID();
    var responseId = UUID.randomUUID();
    var date = at.truncatedTo(ChronoUnit.MILLIS);
    var request =
        new WarcRequest.Builder(url)
            .version(MessageVersion.WARC_1_1)
            .date(date)
            .recordId(requestId)
            .concurrentTo(urn(responseId))
            .body(MediaType.HTTP_REQUEST, bytes(request(exchange)))
            .build();
    return switch (exchange) {
      case Received received ->
          encode(linked(response(url, received), date, responseId, requestId).build(), request);
      case Revisit revisit ->
          encode(linked(unchanged(url, revisit), date, responseId, requestId).build(), request);
    };
  }

  private static HttpHead request(Exchange exchange) {
    return switch (exchange) {
      case Received received -> received.request();
      case Revisit revisit -> revisit.answer().request();
    };
  }

  private static <B extends WarcCaptureRecord.AbstractBuilder<?, B>> B linked(
      B builder, Instant date, UUID id, UUID request) {
    return builder
        .version(MessageVersion.WARC_1_1)
        .date(date)
        .recordId(id)
        .concurrentTo(urn(request));
  }

  /** The site says that the page is as an earlier run has stored it. */
  private static WarcRevisit.Builder unchanged(String url, Revisit revisit) {
    var original = revisit.original();
    return new WarcRevisit.Builder(url, WarcRevisit.SERVER_NOT_MODIFIED_1_1)
        .refersTo(original.id(), url, original.date())
        .body(MediaType.HTTP_RESPONSE, bytes(revisit.answer().response()));
  }

  private static WarcResponse.Builder response(String url, Received exchange) {
    var head = bytes(exchange.response());
    var body = exchange.body();
    var block =
        new SequenceInputStream(
            new ByteArrayInputStream(head), new ByteArrayInputStream(body.raw()));
    var builder =
        new WarcResponse.Builder(url)
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

  /** The first record is the one of the page. */
  private static Chunk encode(WarcRecord... records) throws IOException {
    var plain = new Plain();
    var out = new ByteArrayOutputStream(8 << 10);
    var first = 0;
    try (var writer = new WarcWriter(Channels.newChannel(plain), WarcCompression.NONE)) {
      for (var record : records) {
        plain.reset();
        writer.write(record);
        plain.compress(out);
        first = first == 0 ? out.size() : first;
      }
    }
    return new Chunk(out.toByteArray(), first);
  }

  private static final class Plain extends ByteArrayOutputStream {
    private Plain() {
      super(64 << 10);
    }

    private void compress(ByteArrayOutputStream out) throws IOException {
      Gzip.append(out, buf, 0, count);
    }
  }

  private static URI urn(UUID id) {
    return URI.create("urn:uuid:" + id);
  }
}
