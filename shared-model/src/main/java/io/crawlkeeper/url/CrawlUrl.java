package io.crawlkeeper.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL in normal form: scheme {@code http} or {@code https} and host in lower case, no default
 * port, no fragment, no dot segments, percent-encoding minimal and in upper case. Equal URLs are
 * the same page. Made by {@link UrlParser}.
 *
 * @param text the whole URL in ASCII, valid for {@link java.net.URI}
 * @param host in lower case, an IPv6 literal in brackets
 * @param port never -1: the scheme's own if the URL names none
 * @param pathStart where path and query begin in {@code text}
 */
public record CrawlUrl(String text, String scheme, String host, int port, int pathStart) {

  /** Path and query; begins with a slash. */
  public String pathAndQuery() {
    return text.substring(pathStart);
  }

  /** The URL up to the last slash of its path, with that slash. */
  public String folder() {
    var query = text.indexOf('?', pathStart);
    return text.substring(0, text.lastIndexOf('/', query < 0 ? text.length() : query) + 1);
  }

  /** The query without its question mark; null if there is none. */
  public @Nullable String query() {
    var mark = text.indexOf('?', pathStart);
    return mark < 0 ? null : text.substring(mark + 1);
  }

  /** This URL with another path and query, which have to be in normal form. */
  CrawlUrl with(String path, @Nullable String query) {
    var changed = origin() + path + (query == null ? "" : "?" + query);
    return new CrawlUrl(changed, scheme, host, port, pathStart);
  }

  /** The path without the query. */
  public String path() {
    var query = text.indexOf('?', pathStart);
    return text.substring(pathStart, query < 0 ? text.length() : query);
  }

  /** What politeness is owed to: {@code example.org:443}. */
  public String hostAndPort() {
    return host + ':' + port;
  }

  /** Scheme, host and port without a slash at the end: {@code https://example.org}. */
  public String origin() {
    return text.substring(0, pathStart);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CrawlUrl that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
