package io.crawlkeeper.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which attempt has the folder of a run. An attempt writes in {@code .attempt-<n>}, which it makes
 * once, when it claims the folder, and publishes by a rename out of there. Whoever claims the
 * folder after it takes that away, to {@code .before-<n>}: the renames of the earlier attempt find
 * nothing from then on, however long it has slept. Of two that claim at once, each makes its own
 * first and looks for the other's then, so the earlier one either sees that it is late or is taken
 * away.
 */
final class FolderClaim {
  private static final String OWN = ".attempt-";
  private static final String TAKEN = ".before-";
  private static final Pattern ATTEMPT = Pattern.compile("\\.(?:attempt|before)-(\\d{1,9})");

  private FolderClaim() {}

  /** Where an attempt that has not lost the folder writes. */
  static Path own(Path folder, int attempt, String name) {
    return folder.resolve(OWN + attempt).resolve(name);
  }

  /** Where what an attempt has written is now. */
  static Path written(Path folder, int attempt, String name) {
    var taken = folder.resolve(TAKEN + attempt).resolve(name);
    return Files.exists(taken) ? taken : own(folder, attempt, name);
  }

  /**
   * @return the latest of the other attempts; 0 if there was none
   */
  static int make(Path folder, String run, int attempt, boolean afresh) throws IOException {
    var own = folder.resolve(OWN + attempt);
    FolderStorage.make(own);
    var entries = entries(folder);
    entries.remove(own);
    var latest = entries.stream().mapToInt(FolderClaim::attempt).max().orElse(0);
    if (latest > attempt) {
      Deletion.of(own);
      throw new ClaimedException(run, latest);
    }
    for (var entry : entries) {
      var left = taken(folder, entry);
      if (afresh) {
        Deletion.of(left);
      }
    }
    return Math.max(0, latest);
  }

  private static Path taken(Path folder, Path entry) throws IOException {
    if (!name(entry).startsWith(OWN)) {
      return entry;
    }
    var taken = folder.resolve(TAKEN + attempt(entry));
    try {
      return Files.move(entry, taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException | NoSuchFileException e) {
      Deletion.of(entry);
      return taken;
    }
  }

  /** Leaves of the attempts up to this one no more than an empty folder, which is the claim. */
  static void tidy(Path folder, int attempt) throws IOException {
    for (var entry : entries(folder)) {
      if (attempt(entry) == attempt && name(entry).startsWith(OWN)) {
        for (var file : entries(entry)) {
          Deletion.of(file);
        }
      } else if (attempt(entry) >= 0 && attempt(entry) < attempt) {
        Deletion.of(entry);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder)) {
      found.forEach(entries::add);
    }
    return entries;
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /** Whose it is; -1 if it is published. */
  private static int attempt(Path entry) {
    var matcher = ATTEMPT.matcher(name(entry));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
