package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A real site of ten thousand pages: the manual of Java 17, as Debian ships it. */
public final class JavaManual {

  public static final String PACKAGE = "openjdk-17-doc";

  /** The page from which all others can be reached. */
  public static final String START = "/api/index.html";

  /** What leads from page to page. */
  static final String LINKS = "a[href], area[href]";

  private static final String SITE = "usr/share/doc/openjdk-17-jre-headless";

  private final Path folder;

  private JavaManual(Path folder) {
    this.folder = folder;
  }

  /** Empty where the package cannot be had. */
  public static Optional<JavaManual> unpacked() throws IOException, InterruptedException {
    return DebianPackage.unpacked(PACKAGE).map(files -> new JavaManual(files.resolve(SITE)));
  }

  /** The root of the site. */
  public Path folder() {
    return folder;
  }

  /**
   * Paths of the pages that links lead to from the start page over none but {@code included} ones,
   * as an undisturbed crawl would find them.
   */
  public Set<String> reachable(Predicate<String> included) {
    var found = new TreeSet<>(Set.of(START));
    var waiting = new ArrayDeque<>(found);
    while (!waiting.isEmpty()) {
      for (var path : links(waiting.remove())) {
        if (included.test(path) && isPage(path) && found.add(path)) {
          waiting.add(path);
        }
      }
    }
    return found;
  }

  /** Whether there is such a page. */
  public boolean isPage(String path) {
    return path.endsWith(".html") && Files.isRegularFile(file(path));
  }

  public Path file(String path) {
    return folder.resolve(path.substring(1)).normalize();
  }

  /** A page as a browser reads it, whatever the spelling of its tags. */
  Document parsed(String page) throws IOException {
    return Jsoup.parse(file(page), "UTF-8");
  }

  private List<String> links(String page) {
    try {
      return parsed(page).select(LINKS).stream()
          .map(link -> target(page, link.attr("href")))
          .flatMap(Optional::stream)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path to which a page's link leads; empty if it leads to another site. */
  static Optional<String> target(String page, String href) {
    try {
      // Not all fragments of the manual are such that they may be in a URL.
      var target = URI.create("http://site" + page).resolve(href.strip().replaceFirst("#.*", ""));
      return "site".equals(target.getHost())
          ? Optional.ofNullable(target.getPath())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
