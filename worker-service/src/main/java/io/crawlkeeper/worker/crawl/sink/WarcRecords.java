package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
import io.crawlkeeper.worker.crawl.fetch.StoredResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.Warcinfo;

/** Encodes WARC records. Safe for use by many threads. */
final class WarcRecords {
  private static final MediaType HTML = MediaType.parse("text/html;charset=utf-8");
  private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);

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
    var out = new ByteArrayOutputStream(512);
    append(out, info, info.body().stream().readAllBytes());
    return out.toByteArray();
  }

  /**
   * A response, or that there is no new one, and its request, each naming the other; the first
   * record is the one of the page, with the document that a browser has made of the response.
   */
  Chunk capture(String url, Instant at, Capture capture) throws IOException {
    var exchange = capture.exchange();
    var requestId = UUID.randomUUID();
    var responseId = UUID.randomUUID();
    var date = at.truncatedTo(ChronoUnit.MILLIS);
    var sent = bytes(request(exchange));
    var request =
        new WarcRequest.Builder(url)
            .version(MessageVersion.WARC_1_1)
            .date(date)
            .recordId(requestId)
            .concurrentTo(urn(responseId))
            .body(MediaType.HTTP_REQUEST, sent)
            .build();
    var out = new ByteArrayOutputStream(8 << 10);
    append(out, exchange, new Ids(url, date, responseId, requestId));
    if (exchange instanceof Received) {
      document(out, url, date, responseId, capture.rendered());
    }
    var record = out.size();
    append(out, request, sent);
    return new Chunk(out.toByteArray(), record);
  }

  /**
   * What the records of a page have in common.
   *
   * @param id of the record of the response
   * @param request id of the record of the request
   */
  private record Ids(String url, Instant date, UUID id, UUID request) {
    private <B extends WarcCaptureRecord.AbstractBuilder<?, B>> B link(B builder) {
      return builder
          .version(MessageVersion.WARC_1_1)
          .date(date)
          .recordId(id)
          .concurrentTo(urn(request));
    }
  }

  private static void append(ByteArrayOutputStream out, Exchange exchange, Ids ids)
      throws IOException {
    switch (exchange) {
      case Revisit revisit -> {
        var head = bytes(revisit.answer().response());
        var same = unchanged(ids.url, head, revisit.original());
        append(out, ids.link(same).build(), head);
      }
      case Received received -> {
        var head = bytes(received.response());
        var response = response(ids.url, head, received.body());
        append(out, ids.link(response).build(), head, received.body().raw());
      }
    }
  }

  private static HttpHead request(Exchange exchange) {
    return switch (exchange) {
      case Received received -> received.request();
      case Revisit revisit -> revisit.answer().request();
    };
  }

  private static void document(
      ByteArrayOutputStream out, String url, Instant date, UUID response, @Nullable String text)
      throws IOException {
    if (text != null) {
      var html = text.getBytes(UTF_8);
      var document =
          new WarcConversion.Builder()
              .setHeader("WARC-Target-URI", url)
              .version(MessageVersion.WARC_1_1)
              .date(date)
              .recordId(UUID.randomUUID())
              .refersTo(urn(response))
              .body(HTML, html)
              .build();
      append(out, document, html);
    }
  }

  /** The site says that the page is as an earlier run has stored it. */
  private static WarcRevisit.Builder unchanged(String url, byte[] head, StoredResponse original) {
    return new WarcRevisit.Builder(url, WarcRevisit.SERVER_NOT_MODIFIED_1_1)
        .refersTo(original.id(), url, original.date())
        .body(MediaType.HTTP_RESPONSE, head);
  }

  /** Only its header is made of it: the block would be copied many times on its way through it. */
  private static WarcResponse.Builder response(String url, byte[] head, Body body) {
    var nothing = Channels.newChannel(InputStream.nullInputStream());
    var length = (long) head.length + body.raw().length;
    var builder = new WarcResponse.Builder(url).body(MediaType.HTTP_RESPONSE, nothing, length);
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

  /** Appends a record, compressed on its own. */
  private static void append(ByteArrayOutputStream out, WarcRecord record, byte[]... block)
      throws IOException {
    try (var gzip = new Gzip(out)) {
      gzip.write(record.serializeHeader());
      for (var part : block) {
        gzip.write(part);
      }
      gzip.write(END);
    }
  }

  private static URI urn(UUID id) {
    return URI.create("urn:uuid:" + id);
  }
}
