package io.crawlkeeper.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.storage.StoredFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The items of a run, as its JSONL files have them. Safe for use by many threads. */
public final class ItemFiles {
  /** Numbers stay as they were written: a price of 20.10 is not one of 20.1. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Storage storage;
  private final String folder;
  private final List<StoredFile> files;
  private final boolean tabular;

  private ItemFiles(Storage storage, String folder, List<StoredFile> files, boolean tabular) {
    this.storage = storage;
    this.folder = folder;
    this.files = files;
    this.tabular = tabular;
  }

  /** Those of a folder; there may be none. */
  public static ItemFiles open(Storage storage, String folder) throws IOException {
    var all = storage.list(folder);
    var files = all.stream().filter(file -> isOfItems(file, ".jsonl")).toList();
    var tabular = all.stream().anyMatch(file -> isOfItems(file, ".csv"));
    return new ItemFiles(storage, folder, files, tabular);
  }

  private static boolean isOfItems(StoredFile file, String end) {
    return file.name().startsWith("items-") && file.name().endsWith(end);
  }

  /** Whether there are no files of JSON lines. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Whether there are files of CSV. */
  public boolean isTabular() {
    return tabular;
  }

  /**
   * Where a page of items begins.
   *
   * @param file number among the files
   * @param offset of a line in it, in bytes
   */
  public record Place(int file, long offset) {
    public static final Place START = new Place(0, 0);
  }

  /**
   * A part of the items.
   *
   * @param next where the next part begins; null if there is no more
   */
  public record Part(List<JsonNode> items, @Nullable Place next) {
    public Part {
      items = List.copyOf(items);
    }
  }

  /** Whether an item begins there, or could if there were any. */
  public boolean isPlace(Place place) throws IOException {
    if (place.equals(Place.START)) {
      return true;
    }
    if (place.file() >= files.size() || place.offset() >= files.get(place.file()).length()) {
      return false;
    }
    if (place.offset() == 0) {
      return true;
    }
    try (var in = open(place.file(), place.offset() - 1)) {
      return in.read() == '\n';
    }
  }

  /**
   * @param from where an item begins
   * @param kind null takes all
   * @param most so many at most
   */
  public Part page(Place from, @Nullable String kind, int most) throws IOException {
    var items = new ArrayList<JsonNode>();
    for (var file = from.file(); file < files.size(); file++) {
      var offset = file == from.file() ? from.offset() : 0;
      try (var in = open(file, offset)) {
        for (var line = line(in); line.length > 0; line = line(in)) {
          if (items.size() == most) {
            return new Part(items, new Place(file, offset));
          }
          offset += line.length;
          var item = read(line);
          if (isOf(kind, item)) {
            items.add(item);
          }
        }
      }
    }
    return new Part(items, null);
  }

  private static boolean isOf(@Nullable String kind, JsonNode item) {
    return kind == null || kind.equals(item.path("kind").asString(""));
  }

  /**
   * Copies items as JSON, a line each.
   *
   * @param kind null takes all
   */
  public void copyJson(@Nullable String kind, OutputStream out) throws IOException {
    for (var file = 0; file < files.size(); file++) {
      try (var in = open(file, 0)) {
        if (kind == null) {
          in.transferTo(out);
        }
        for (var line = line(in); line.length > 0; line = line(in)) {
          if (isOf(kind, read(line))) {
            out.write(line);
          }
        }
      }
    }
  }

  /**
   * Copies items as CSV.
   *
   * @param kind null takes all
   */
  public void copyCsv(ItemCsv csv, @Nullable String kind, OutputStream out) throws IOException {
    out.write(csv.head().getBytes(UTF_8));
    for (var file = 0; file < files.size(); file++) {
      try (var in = open(file, 0)) {
        for (var line = line(in); line.length > 0; line = line(in)) {
          var item = read(line);
          if (!isOf(kind, item)) {
            continue;
          }
          var text =
              csv.line(
                  item.path("kind").asString(""),
                  item.path("page").asString(""),
                  item.path("fields"));
          out.write(text.getBytes(UTF_8));
        }
      }
    }
  }

  private InputStream open(int file, long offset) throws IOException {
    var stored = files.get(file);
    return new BufferedInputStream(
        storage.read(folder, stored.name(), offset, stored.length() - offset), 64 << 10);
  }

  /** A line with its end; empty after the last. */
  private static byte[] line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(256);
    for (var next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  private static JsonNode read(byte[] line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IOException("an item cannot be read", e);
    }
  }
}
