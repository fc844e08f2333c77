package io.crawlkeeper.storage;

import io.crawlkeeper.storage.S3Objects.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A segment as a multi-part upload, or as one object if it stays small. The numbers of the parts
 * say which attempt has sent them, so that one that is superseded and does not know it cannot put a
 * part in the place of another's.
 */
final class S3Segment implements Segment {
  /** The least that S3 takes as a part that is not the last. */
  static final int PART = 5 << 20;

  private static final int TRIES = 10;
  private static final int ATTEMPTS = 4;
  private static final int MOST_PARTS = 10_000 / ATTEMPTS;

  private final S3Objects objects;
  private final SegmentPlace place;
  private final Tail tail;
  private final List<CompletedPart> parts;
  private final boolean resumed;
  private @Nullable String upload;
  private long length;
  private boolean finished;

  private S3Segment(
      S3Objects objects, SegmentPlace place, S3Mark mark, Tail tail, boolean resumed) {
    this.objects = objects;
    this.place = place;
    this.tail = tail;
    this.parts = new ArrayList<>(mark.parts());
    this.resumed = resumed;
    this.upload = mark.upload();
    this.length = mark.length();
    this.finished = mark.finished();
  }

  static S3Segment create(S3Objects objects, SegmentPlace place) {
    var start = new S3Mark(null, 0, 0, false, List.of());
    return new S3Segment(objects, place, start, new Tail(), false);
  }

  static S3Segment resume(S3Objects objects, SegmentPlace place, List<Mark> marks)
      throws IOException {
    var mark = S3Mark.read(place.name(), marks);
    var tail = Tail.read(place.name(), mark.chunks(), marks);
    var segment = new S3Segment(objects, place, mark, tail, true);
    segment.finished |= segment.isPublished();
    return segment;
  }

  private boolean isPublished() throws IOException {
    var found = objects.find(place.folder(), place.name());
    if (found != null && found.length() != length) {
      throw new IOException(
          "%s/%s has %d bytes and not the %d that were stored"
              .formatted(place.folder(), place.name(), found.length(), length));
    }
    return found != null;
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (finished) {
      throw new IllegalStateException(place.name() + " is finished");
    }
    tail.append(bytes);
    length += bytes.length;
    while (tail.length() >= PART) {
      send(PART);
    }
  }

  private void send(int count) throws IOException {
    if (parts.size() >= MOST_PARTS) {
      throw new IOException(place.name() + " would have more than " + MOST_PARTS + " parts");
    }
    if (upload == null) {
      upload = objects.begin(place.folder(), place.name());
    }
    var number = parts.size() * ATTEMPTS + place.attempt() % ATTEMPTS + 1;
    var tag = objects.part(place, upload, number, tail.take(count));
    parts.add(S3Mark.part(number, tag));
  }

  @Override
  public List<Mark> mark() {
    var marks = new ArrayList<>(tail.marks(place.name()));
    marks.add(new S3Mark(upload, length, tail.chunks(), finished, parts).mark(place.name()));
    return List.copyOf(marks);
  }

  @Override
  public List<Mark> finish() throws IOException {
    if (!finished && upload != null && tail.length() > 0) {
      send(tail.length());
    }
    finished = true;
    return mark();
  }

  @Override
  public void publish() throws IOException {
    if (!finished) {
      throw new IllegalStateException(place.name() + " is not finished");
    }
    if (resumed && isPublished()) {
      return;
    }
    @Nullable String tag = null;
    for (var tries = 0; tries < TRIES; tries++) {
      if (isDoneByALaterAttempt()) {
        return;
      }
      switch (complete(tag)) {
        case DONE -> {
          return;
        }
        case GONE -> {
          checkPublished();
          return;
        }
        case CHANGED -> {
          var there = objects.find(place.folder(), place.name());
          tag = there == null ? null : there.tag();
        }
      }
    }
    throw new IOException("S3: others put " + place.folder() + "/" + place.name() + " without end");
  }

  /**
   * @throws ClaimedException if a later attempt has the folder, and has not published this
   */
  private boolean isDoneByALaterAttempt() throws IOException {
    try {
      new S3Claim(objects, place.folder()).check(place.attempt());
      return false;
    } catch (ClaimedException e) {
      if (isPublished()) {
        return true;
      }
      throw e;
    }
  }

  private Completion complete(@Nullable String tag) throws IOException {
    if (upload != null) {
      return objects.complete(place, upload, parts, tag);
    }
    var put = objects.put(place.folder(), place.name(), tail.all(), tag);
    return put ? Completion.DONE : Completion.CHANGED;
  }

  private void checkPublished() throws IOException {
    if (!isPublished()) {
      throw new IOException(
          "the upload of " + place.folder() + "/" + place.name() + " is gone from S3");
    }
  }

  /** Nothing is open: parts stay until the upload is completed or aborted. */
  @Override
  public void close() {}
}
