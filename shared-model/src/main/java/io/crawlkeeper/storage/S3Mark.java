package io.crawlkeeper.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The state of a segment in S3.
 *
 * @param upload id of the multi-part upload; null while all bytes are in marks
 * @param length of all bytes that count
 * @param chunks how many marks hold the bytes that are in no part
 * @param parts of the upload that count
 */
record S3Mark(
    @Nullable String upload, long length, int chunks, boolean finished, List<CompletedPart> parts) {
  private static final String NONE = "-";

  S3Mark {
    parts = List.copyOf(parts);
  }

  static S3Mark read(String name, List<Mark> marks) throws IOException {
    for (var mark : marks) {
      if (mark.name().equals(name)) {
        return read(mark.state().split("\n", -1));
      }
    }
    throw new IOException("there is no mark of " + name);
  }

  private static S3Mark read(String[] lines) {
    var parts = new ArrayList<CompletedPart>();
    for (var i = 4; i < lines.length; i++) {
      var split = lines[i].indexOf(' ');
      parts.add(part(Integer.parseInt(lines[i], 0, split, 10), lines[i].substring(split + 1)));
    }
    return new S3Mark(
        lines[0].equals(NONE) ? null : lines[0],
        Long.parseLong(lines[1]),
        Integer.parseInt(lines[2]),
        lines[3].equals("finished"),
        parts);
  }

  static CompletedPart part(int number, String tag) {
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  Mark mark(String name) {
    var lines = new ArrayList<String>();
    lines.add(upload == null ? NONE : upload);
    lines.add(Long.toString(length));
    lines.add(Integer.toString(chunks));
    lines.add(finished ? "finished" : "open");
    parts.forEach(part -> lines.add(part.partNumber() + " " + part.eTag()));
    return new Mark(name, String.join("\n", lines));
  }
}
