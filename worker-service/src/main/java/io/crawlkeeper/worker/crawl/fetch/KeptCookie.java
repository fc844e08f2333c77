package io.crawlkeeper.worker.crawl.fetch;

/**
 * A cookie of a run. Its text does not tell its value.
 *
 * @param path of URLs that it goes to
 * @param httpOnly whether scripts may not read it
 */
public record KeptCookie(String name, String value, String path, boolean secure, boolean httpOnly) {

  @Override
  public String toString() {
    return name;
  }
}
