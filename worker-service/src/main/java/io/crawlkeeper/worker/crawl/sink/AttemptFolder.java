package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.model.Run;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The folder {@code <task>/<run>/attempt-<n>} below the results root. */
public record AttemptFolder(Path root, Path path) {

  private static final int CREATION_TRIES = 10;

  /**
   * @throws IllegalArgumentException if the task's name would lead out of its own folder
   */
  public static AttemptFolder of(Path results, Run run) {
    var root = results.toAbsolutePath().normalize();
    var name = run.task();
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.matches("(?s).*[/\\\\\0].*")) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a folder");
    }
    return new AttemptFolder(
        root, root.resolve(name).resolve(run.id()).resolve("attempt-" + run.attempt()));
  }

  /** The folder relative to the root, with slashes. */
  public String relative() {
    return root.relativize(path).toString().replace('\\', '/');
  }

  /** Makes the folder, empty. */
  public void create() throws IOException {
    delete();
    for (var tries = 1; ; tries++) {
      try {
        Files.createDirectories(path);
        return;
      } catch (NoSuchFileException e) {
        // Another worker on this disk has just removed a parent that was empty.
        if (tries == CREATION_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Makes the entries of the folder, and its own and its parents', safe on disk. */
  public void sync() throws IOException {
    for (@Nullable Path folder = path;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Removes the folder and all in it, if it is there; links are not followed. */
  public void delete() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Deletion());
    }
    deleteIfEmpty(path.resolve("..").normalize());
    deleteIfEmpty(path.resolve("../..").normalize());
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Other attempts or runs are there.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
