package io.crawlkeeper.storage;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment in a folder. */
final class FolderSegment implements Segment {
  private static final int BUFFER = 256 << 10;

  private final String name;
  private final Path hidden;
  private final Path visible;
  private FolderMark mark;
  private long length;
  private boolean own;
  private @Nullable Output output;

  private FolderSegment(Path folder, Path hidden, String name, FolderMark mark) {
    this.name = name;
    this.hidden = hidden;
    this.visible = folder.resolve(name);
    this.mark = mark;
    this.length = mark.length();
  }

  private static FolderSegment own(Path folder, SegmentPlace place, long length) {
    var hidden = FolderClaim.own(folder, place.attempt(), place.name());
    var mark = new FolderMark(place.attempt(), length, false);
    return new FolderSegment(folder, hidden, place.name(), mark);
  }

  static FolderSegment create(Path folder, SegmentPlace place) throws IOException {
    var segment = own(folder, place, 0);
    segment.begin(false);
    return segment;
  }

  static FolderSegment resume(Path folder, SegmentPlace place, FolderMark mark) throws IOException {
    var hidden = FolderClaim.written(folder, mark.attempt(), place.name());
    var written = new FolderSegment(folder, hidden, place.name(), mark);
    if (Files.exists(written.visible)) {
      written.checkLength(written.visible);
      written.mark = new FolderMark(mark.attempt(), mark.length(), true);
    }
    if (written.mark.finished()) {
      return written;
    }
    written.checkLength(written.hidden);
    var own = own(folder, place, mark.length());
    if (mark.attempt() == place.attempt()) {
      cut(own.hidden, mark.length());
    } else {
      copy(written.hidden, own.hidden, mark.length());
    }
    own.begin(true);
    return own;
  }

  private void begin(boolean append) throws IOException {
    output = new Output(hidden, append);
    own = true;
  }

  private static void cut(Path file, long length) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private void checkLength(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "it was written by an earlier attempt");
    }
    var found = Files.size(file);
    if (file.equals(visible) ? found != mark.length() : found < mark.length()) {
      throw new IOException(
          "%s has %d bytes and not the %d that were stored".formatted(file, found, mark.length()));
    }
  }

  private static void copy(Path from, Path to, long length) throws IOException {
    try (var in = new FileInputStream(from.toFile());
        var out = new FileOutputStream(to.toFile())) {
      var buffer = new byte[BUFFER];
      for (var left = length; left > 0; ) {
        var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(from + " has become shorter");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean finished() {
    return mark.finished();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    open().buffered.write(bytes);
    length += bytes.length;
  }

  @Override
  public List<Mark> mark() throws IOException {
    if (!mark.finished()) {
      open().sync();
      mark = new FolderMark(mark.attempt(), length, false);
    }
    return List.of(mark.mark(name));
  }

  @Override
  public List<Mark> finish() throws IOException {
    if (!mark.finished()) {
      open().sync();
      close();
      mark = new FolderMark(mark.attempt(), length, true);
    }
    return List.of(mark.mark(name));
  }

  @Override
  public void publish() throws IOException {
    if (!mark.finished()) {
      throw new IllegalStateException(name + " is not finished");
    }
    if (!own && Files.exists(visible)) {
      checkLength(visible);
      return;
    }
    try {
      Files.move(
          hidden, visible, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // Done before, or by another attempt.
      checkLength(visible);
    }
    try (var folder = FileChannel.open(visible.resolveSibling(""), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private Output open() {
    if (output == null) {
      throw new IllegalStateException(name + " is finished");
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    if (output != null) {
      output.file.close();
      output = null;
    }
  }

  private static final class Output {
    private final FileOutputStream file;
    private final OutputStream buffered;

    private Output(Path path, boolean append) throws IOException {
      file = new FileOutputStream(path.toFile(), append);
      buffered = new BufferedOutputStream(file, BUFFER);
    }

    private void sync() throws IOException {
      buffered.flush();
      file.getFD().sync();
    }
  }
}
