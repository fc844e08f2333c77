package io.crawlkeeper.containertests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;

/** A site of files: one page that links to all others. */
final class BoxedSite {
  private BoxedSite() {}

  /**
   * @param pages besides the first
   */
  static Path write(Path folder, int pages) throws IOException {
    var site = open(folder, "site");
    var links = new StringBuilder("<title>All</title>");
    for (var page : IntStream.range(0, pages).toArray()) {
      links.append("<a href=\"%d.html\">%d</a>\n".formatted(page, page));
      write(site.resolve(page + ".html"), "<title>%d</title><p>Page %d".formatted(page, page));
    }
    write(site.resolve("index.html"), links.toString());
    return site;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8);
  }

  /** A new folder that containers can use, whoever they run as. */
  static Path open(Path folder, String name) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var made = Files.createDirectory(folder.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
