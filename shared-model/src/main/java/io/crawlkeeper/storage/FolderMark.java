package io.crawlkeeper.storage;

import java.io.IOException;
import java.util.List;

/**
 * The state of a segment of a folder.
 *
 * @param attempt whose file holds the bytes
 * @param length of them that count
 * @param finished whether it is all of them
 */
record FolderMark(int attempt, long length, boolean finished) {

  static FolderMark read(SegmentPlace place, List<Mark> marks) throws IOException {
    for (var mark : marks) {
      var parts = mark.state().split(" ", -1);
      if (mark.name().equals(place.name()) && parts.length == 3) {
        return new FolderMark(
            Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2].equals("finished"));
      }
    }
    throw new IOException("no mark of " + place.name() + " can be read");
  }

  Mark mark(String name) {
    return new Mark(name, attempt + " " + length + " " + (finished ? "finished" : "open"));
  }
}
