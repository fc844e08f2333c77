package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one sitemap of XML as a stream, without DTD or entities of its own. One thread. */
final class SitemapXml {
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = UrlParser.LONGEST + 100;
  private static final Duration OF_LATE = Duration.ofDays(30);
  private static final XMLInputFactory XML = factory();

  private final CrawlUrl self;
  private final Instant now;
  private final List<Sitemap.Page> pages = new ArrayList<>();
  private final List<CrawlUrl> sitemaps = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable CrawlUrl location;
  private int priority;

  private SitemapXml(CrawlUrl self, Instant now) {
    this.self = self;
    this.now = now;
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  static Sitemap read(CrawlUrl url, byte[] content, Instant now) {
    return new SitemapXml(url, now).read(content);
  }

  private Sitemap read(byte[] content) {
    @Nullable String complaint = null;
    try {
      var xml = XML.createXMLStreamReader(new ByteArrayInputStream(content));
      while (complaint == null && xml.hasNext()) {
        complaint = step(xml, xml.next());
      }
    } catch (XMLStreamException | RuntimeException e) {
      complaint = "the sitemap cannot be read to its end: " + firstLine(e);
    }
    return new Sitemap(pages, sitemaps, complaint);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().reduce((_, last) -> last).orElse("");
  }

  private @Nullable String step(XMLStreamReader xml, int event) {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
      case XMLStreamConstants.END_ELEMENT -> end();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        if (text.length() < LONGEST_TEXT) {
          text.append(xml.getText(), 0, Math.min(xml.getTextLength(), LONGEST_TEXT));
        }
      }
      default -> {}
    }
    if (open.size() > DEEPEST) {
      return "nested deeper than " + DEEPEST + " elements";
    }
    return pages.size() + sitemaps.size() < SitemapReader.MOST_URLS
        ? null
        : SitemapReader.tooMany();
  }

  private void start(String name) {
    open.add(name);
    text.setLength(0);
    if (name.equals("url") || name.equals("sitemap")) {
      location = null;
      priority = 0;
    }
  }

  private void end() {
    var name = open.removeLast();
    var parent = open.isEmpty() ? "" : open.getLast();
    if (parent.equals("url") || parent.equals("sitemap")) {
      child(name, text.toString().strip());
    } else if (location != null && name.equals("url")) {
      pages.add(new Sitemap.Page(location, priority));
    } else if (location != null && name.equals("sitemap")) {
      sitemaps.add(location);
    }
    text.setLength(0);
  }

  private void child(String name, String value) {
    switch (name) {
      // Extensions have elements of this name too, but within elements of their own.
      case "loc" -> location = value.isEmpty() ? null : location(value);
      case "priority" -> priority += stated(value);
      case "lastmod" -> priority += isOfLate(value) ? 2 : 0;
      default -> {}
    }
  }

  /** The protocol wants whole URLs; many files have references. */
  private @Nullable CrawlUrl location(String value) {
    return value.length() > UrlParser.LONGEST ? null : UrlParser.resolve(self, value);
  }

  private static int stated(String value) {
    try {
      var number = Double.parseDouble(value);
      return number >= 0 && number <= 1 ? (int) Math.round((number - 0.5) * 10) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private boolean isOfLate(String value) {
    try {
      var time =
          value.length() > 10
              ? OffsetDateTime.parse(value).toInstant()
              : LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
      return time.isAfter(now.minus(OF_LATE));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
