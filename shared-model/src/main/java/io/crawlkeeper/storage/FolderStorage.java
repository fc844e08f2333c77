package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Results in a folder of this machine. What an attempt writes is in a hidden folder of its own, in
 * the run's, until it is published by a rename; {@link FolderClaim} says who may do that. An
 * attempt that goes on with the work of another copies it: so nothing that a superseded attempt
 * still writes can get among it.
 */
public final class FolderStorage implements Storage {
  private static final int CREATION_TRIES = 10;

  private final Path root;
  private final String id;

  private FolderStorage(Path root, String id) {
    this.root = root;
    this.id = id;
  }

  /**
   * Opens the folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be written
   */
  public static FolderStorage open(Path folder) throws IOException {
    var root = folder.toAbsolutePath().normalize();
    Files.createDirectories(root);
    return new FolderStorage(root, StorageId.of(root));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int claim(String folder, int attempt, boolean afresh) throws IOException {
    return FolderClaim.make(folder(folder), folder, attempt, afresh);
  }

  @Override
  public Segment create(SegmentPlace place) throws IOException {
    return FolderSegment.create(folder(place.folder()), place);
  }

  @Override
  public Segment resume(SegmentPlace place, List<Mark> marks) throws IOException {
    return FolderSegment.resume(folder(place.folder()), place, FolderMark.read(place, marks));
  }

  @Override
  public long length(String folder, String name) throws IOException {
    return Files.size(file(folder, name));
  }

  @Override
  public InputStream read(String folder, String name, long offset, long length) throws IOException {
    var file = file(folder, name);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(folder + "/" + name);
    }
    return new FileRange(new RandomAccessFile(file.toFile(), "r"), offset, length);
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    var path = folder(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var files = Files.newDirectoryStream(path, FolderStorage::isPublished)) {
      var found = new ArrayList<StoredFile>();
      for (var file : files) {
        found.add(new StoredFile(String.valueOf(file.getFileName()), Files.size(file)));
      }
      found.sort(Comparator.comparing(StoredFile::name));
      return List.copyOf(found);
    }
  }

  private static boolean isPublished(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !String.valueOf(file.getFileName()).startsWith(".");
  }

  @Override
  public void delete(String folder, String name) throws IOException {
    Files.deleteIfExists(file(folder, name));
  }

  @Override
  public void delete(String folder) throws IOException {
    var path = folder(folder);
    Deletion.of(path);
    var parent = path.getParent();
    while (parent != null && !parent.equals(root) && Files.isDirectory(parent)) {
      try {
        Files.deleteIfExists(parent);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
      parent = parent.getParent();
    }
  }

  @Override
  public void tidy(SegmentPlace last) throws IOException {
    var path = folder(last.folder());
    if (Files.isDirectory(path)) {
      FolderClaim.tidy(path, last.attempt());
    }
  }

  private Path folder(String folder) {
    StoragePaths.check(folder);
    return root.resolve(folder);
  }

  private Path file(String folder, String name) {
    StoragePaths.check(folder, name);
    return root.resolve(folder).resolve(name);
  }

  /** Makes a folder though another process may just be removing a parent that was empty. */
  static void make(Path folder) throws IOException {
    for (var tries = 1; ; tries++) {
      try {
        Files.createDirectories(folder);
        return;
      } catch (NoSuchFileException e) {
        if (tries == CREATION_TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    // Each file is closed by who has opened it.
  }

  @Override
  public String toString() {
    return "the folder " + root;
  }
}
