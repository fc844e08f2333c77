package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A storage of files together with a table for items. Closes only the files. */
public record TableStorage(Storage files, ItemStore items) implements Storage {

  @Override
  public String id() {
    return files.id();
  }

  @Override
  public int claim(String folder, int attempt, boolean afresh) throws IOException {
    return files.claim(folder, attempt, afresh);
  }

  @Override
  public Segment create(SegmentPlace place) throws IOException {
    return files.create(place);
  }

  @Override
  public Segment resume(SegmentPlace place, List<Mark> marks) throws IOException {
    return files.resume(place, marks);
  }

  @Override
  public long length(String folder, String name) throws IOException {
    return files.length(folder, name);
  }

  @Override
  public InputStream read(String folder, String name, long offset, long length) throws IOException {
    return files.read(folder, name, offset, length);
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    return files.list(folder);
  }

  @Override
  public void delete(String folder, String name) throws IOException {
    files.delete(folder, name);
  }

  @Override
  public void delete(String folder) throws IOException {
    files.delete(folder);
  }

  @Override
  public void tidy(SegmentPlace last) throws IOException {
    files.tidy(last);
  }

  @Override
  public String toString() {
    return files.toString();
  }

  @Override
  public void close() {
    files.close();
  }
}
