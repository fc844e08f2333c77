package io.crawlkeeper.master.web;

import io.crawlkeeper.results.ShownBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A body as a site has sent it. It is not ours, so a browser is to save it and never to show it: a
 * page that ran its scripts under the address of a master could use the API in the name of the
 * user.
 */
final class BodyAnswer {
  /** What a small stored body may decode to at most, in bytes. */
  private static final long MOST = 1L << 30;

  private BodyAnswer() {}

  static void send(ShownBody body, HttpServletResponse response) throws IOException {
    response.setContentType(type(body.type()));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"body\"");
    try (var content = body.content()) {
      var out = response.getOutputStream();
      var buffer = new byte[16 << 10];
      var sent = 0L;
      for (var read = content.read(buffer); read >= 0 && sent < MOST; ) {
        out.write(buffer, 0, read);
        sent += read;
        read = content.read(buffer);
      }
    }
  }

  private static String type(@Nullable String sent) {
    try {
      return MediaType.parseMediaType(sent == null ? "" : sent).toString();
    } catch (InvalidMediaTypeException e) {
      return MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }
  }
}
