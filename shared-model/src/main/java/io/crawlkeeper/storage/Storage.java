package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port to where the results of runs are kept: files in folders, one folder a run. Workers write,
 * masters read. Safe for use by many threads; calls block.
 *
 * <p>Folders are paths with slashes, such as {@code docs/2501-17}; one that could lead out of the
 * storage is refused with an {@link IllegalArgumentException}.
 */
public interface Storage extends AutoCloseable {

  /** Names the storage: nodes that see the same files see the same id. */
  String id();

  /**
   * Makes the folder this attempt's, to be done before anything else is asked for it: from then on
   * nothing that an earlier attempt still does to the folder takes the place of what this one
   * publishes. May be done again.
   *
   * @param afresh whether all that is in the folder is removed
   * @return the latest of the other attempts that have had it; 0 if it is not known of any
   * @throws ClaimedException if a later attempt has it
   */
  int claim(String folder, int attempt, boolean afresh) throws IOException;

  /** Begins a segment; if the attempt has one of that name already, it is begun anew. */
  Segment create(SegmentPlace place) throws IOException;

  /**
   * Goes on with a segment of this attempt or an earlier one at exactly its marks.
   *
   * @param marks those that were committed last
   * @throws IOException if what the marks tell of is not there
   */
  Segment resume(SegmentPlace place, List<Mark> marks) throws IOException;

  /**
   * The length of a published file, in bytes.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  long length(String folder, String name) throws IOException;

  /**
   * The bytes of a published file from {@code offset} on, {@code length} of them or up to its end.
   * The caller closes the stream.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream read(String folder, String name, long offset, long length) throws IOException;

  /** The published files of a folder, by name; none if it is not there. */
  List<StoredFile> list(String folder) throws IOException;

  /** Removes one published file, if it is there. */
  void delete(String folder, String name) throws IOException;

  /** Removes a folder and all in it, published or not, if it is there. */
  void delete(String folder) throws IOException;

  /**
   * Removes what this attempt and those before it have in the folder and have not published. For
   * when nothing more is written.
   *
   * @param last what the attempt has published last
   */
  void tidy(SegmentPlace last) throws IOException;

  /** The table for items that goes with it; null if there is none. */
  default @Nullable ItemStore items() {
    return null;
  }

  /** For people: what this is and where. */
  @Override
  String toString();

  /** Lets go of connections. */
  @Override
  void close();
}
