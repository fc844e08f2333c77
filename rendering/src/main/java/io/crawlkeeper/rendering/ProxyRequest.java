package io.crawlkeeper.rendering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks of its proxy (RFC 9110, 9112).
 *
 * @param host name or address literal, without brackets
 * @param target path and query for the origin; empty for a tunnel
 * @param fields lines of the header, without those for the proxy
 */
record ProxyRequest(String method, String host, int port, String target, List<String> fields) {

  private static final int LONGEST_HEAD = 64 << 10;
  private static final String END = "\r\n\r\n";
  private static final Pattern PLAIN = Pattern.compile("http://([^/?#]+)([/?][^#]*|)");

  ProxyRequest {
    fields = List.copyOf(fields);
  }

  boolean isTunnel() {
    return target.isEmpty();
  }

  /** Null if it is none that can be served. */
  static @Nullable ProxyRequest read(InputStream in) throws IOException {
    var lines = head(in).split("\r\n", -1);
    var parts = lines[0].split(" ", -1);
    if (parts.length != 3) {
      return null;
    }
    var fields =
        List.of(lines).subList(1, lines.length).stream()
            .filter(line -> !line.isEmpty() && !isOfTheProxy(line))
            .toList();
    try {
      return parts[0].equals("CONNECT")
          ? tunnel(parts[1], fields)
          : plain(parts[0], parts[1], fields);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable ProxyRequest tunnel(String authority, List<String> fields) {
    var uri = URI.create("tunnel://" + authority);
    return uri.getHost() == null || uri.getPort() < 0
        ? null
        : new ProxyRequest("CONNECT", bare(uri.getHost()), uri.getPort(), "", fields);
  }

  /** Paths are passed on as they are: browsers send what {@link URI} would not take. */
  private static @Nullable ProxyRequest plain(String method, String url, List<String> fields) {
    var parts = PLAIN.matcher(url);
    if (!parts.matches()) {
      return null;
    }
    var uri = URI.create("http://" + parts.group(1));
    var target = parts.group(2).startsWith("/") ? parts.group(2) : "/" + parts.group(2);
    return uri.getHost() == null
        ? null
        : new ProxyRequest(
            method, bare(uri.getHost()), uri.getPort() < 0 ? 80 : uri.getPort(), target, fields);
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isOfTheProxy(String line) {
    var lower = line.toLowerCase(Locale.ROOT);
    return lower.startsWith("proxy-") || lower.startsWith("connection:");
  }

  /** The head as the origin is to get it: one exchange a connection. */
  byte[] forwarded() {
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    fields.forEach(field -> text.append(field).append("\r\n"));
    return text.append("Connection: close").append(END).toString().getBytes(ISO_8859_1);
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream(1 << 10);
    for (var matched = 0; matched < END.length(); ) {
      var next = in.read();
      if (next < 0 || head.size() == LONGEST_HEAD) {
        throw new IOException("no whole request");
      }
      head.write(next);
      matched = next == END.charAt(matched) ? matched + 1 : next == END.charAt(0) ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }
}
