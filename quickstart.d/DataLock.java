import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two quickstarts from using one folder; the system lets go of it when the process ends. */
final class DataLock {
  private static FileLock held;

  private DataLock() {}

  static void take(Path data) throws IOException {
    var channel =
        FileChannel.open(
            data.resolve("quickstart.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    held = channel.tryLock();
    if (held == null) {
      throw new Failure(
          "Another quickstart uses %s: end it, or choose another folder by --data DIR."
              .formatted(data));
    }
  }
}
