package io.crawlkeeper.worker.crawl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A shop of {@value #BOOKS} books, twenty to a list, and with pages that no rule should follow. */
final class Bookshop {
  static final int BOOKS = 50;
  private static final int A_LIST = 20;
  private static final List<String> RATINGS = List.of("One", "Two", "Three", "Four", "Five");

  private Bookshop() {}

  static void open(TestSite site) {
    for (var list = 0; list * A_LIST < BOOKS; list++) {
      site.page(list(list), list(list, Math.min(BOOKS, (list + 1) * A_LIST)));
    }
    IntStream.range(0, BOOKS).forEach(book -> site.page("/books/" + book + ".html", page(book)));
    site.page("/about.html", "<h1>About</h1><p class=price>£1</p>");
  }

  static String title(int book) {
    return "Book " + book + ", “or” <what> & why";
  }

  static String price(int book) {
    return String.format(Locale.ROOT, "%d.%02d", 10 + book, book % 100);
  }

  static String rating(int book) {
    return RATINGS.get(book % RATINGS.size());
  }

  private static String list(int list) {
    return list == 0 ? "/" : "/page-" + (list + 1) + ".html";
  }

  private static String list(int list, int end) {
    var books =
        IntStream.range(list * A_LIST, end)
            .mapToObj(book -> "<li><h3><a href=/books/%d.html>%d</a></h3>".formatted(book, book))
            .collect(Collectors.joining());
    var next = end < BOOKS ? "<p class=next><a href=%s>next</a>".formatted(list(list + 1)) : "";
    return "<a href=/about.html>About</a><ol>" + books + "</ol>" + next;
  }

  private static String page(int book) {
    return """
    <!DOCTYPE html><a href=/about.html>About</a><h1> %s </h1>
    <img src="../covers/%d.jpg"><p class="price">£%s</p>
    <p class="stock">%s</p><p class="star-rating %s"></p>
    <p>Others liked <a href=/books/%d.html>this one</a></p>
    """
        .formatted(
            title(book).replace("&", "&amp;").replace("<", "&lt;"),
            book,
            price(book),
            book % 10 == 0 ? "Out of stock" : "In stock (" + book + " available)",
            rating(book),
            (book + 7) % BOOKS);
  }
}
