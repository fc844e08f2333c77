package io.crawlkeeper.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The id of a folder, in a file that is written once. */
final class StorageId {
  private static final String FILE = ".storage-id";
  private static final int LENGTH = 36;

  private StorageId() {}

  /** Reads the id; the first to ask makes it. Other threads and processes may ask as well. */
  static synchronized String of(Path root) throws IOException {
    var known = root.resolve(FILE);
    if (Files.exists(known) && Files.size(known) == LENGTH) {
      // A master may have no right to write.
      return Files.readString(known, US_ASCII);
    }
    try (var channel =
            FileChannel.open(
                root.resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (channel.size() < LENGTH) {
        var text = ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(US_ASCII));
        channel.write(text, 0);
        channel.force(true);
      }
      var id = ByteBuffer.allocate(LENGTH);
      channel.read(id, 0);
      return new String(id.array(), US_ASCII);
    }
  }
}
