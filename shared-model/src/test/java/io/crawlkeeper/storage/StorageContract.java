package io.crawlkeeper.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage does. */
abstract class StorageContract {
  static final String FOLDER = "docs/7-1";
  static final String NAME = "crawl-00000.warc.gz";

  /** As another process sees the same storage. */
  abstract Storage storage() throws IOException;

  private static SegmentPlace place(int attempt) {
    return new SegmentPlace(FOLDER, attempt, NAME);
  }

  /** As the process of an attempt sees it that goes on with the run. */
  final Storage claimed(int attempt) throws IOException {
    var storage = storage();
    var _ = storage.claim(FOLDER, attempt, false);
    return storage;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  String content(String name) throws IOException {
    try (var in = storage().read(FOLDER, name, 0, Long.MAX_VALUE)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private void published(String name, String content) throws IOException {
    try (var segment = claimed(1).create(new SegmentPlace(FOLDER, 1, name))) {
      segment.write(bytes(content));
      segment.finish();
      segment.publish();
    }
  }

  @Test
  void hasTheSameIdForAllWhoSeeIt() throws IOException {
    assertThat(storage().id()).isNotBlank().isEqualTo(storage().id());
  }

  @Test
  void showsNothingBeforeItIsPublished() throws IOException {
    var storage = claimed(1);
    try (var segment = storage.create(place(1))) {
      segment.write(bytes("one"));
      segment.mark();
      segment.write(bytes("two"));
      segment.finish();
      assertThat(storage.list(FOLDER)).isEmpty();
      assertThatThrownBy(() -> storage.length(FOLDER, NAME))
          .isInstanceOf(NoSuchFileException.class);

      segment.publish();
    }

    assertThat(storage.list(FOLDER)).containsExactly(new StoredFile(NAME, 6));
    assertThat(storage.length(FOLDER, NAME)).isEqualTo(6);
    assertThat(content(NAME)).isEqualTo("onetwo");
  }

  @Test
  void goesOnWhereTheMarkIs() throws IOException {
    var first = claimed(1).create(place(1));
    first.write(bytes("one"));
    var marks = first.mark();
    first.write(bytes("lost"));
    first.mark();

    try (var second = claimed(2).resume(place(2), marks)) {
      assertThat(second.finished()).isFalse();
      assertThat(second.length()).isEqualTo(3);
      second.write(bytes("two"));
      first.write(bytes("by a zombie"));
      first.finish();
      second.finish();
      second.publish();
    }

    assertThat(content(NAME)).isEqualTo("onetwo");
  }

  @Test
  void goesOnTwiceFromTheSameMark() throws IOException {
    var first = claimed(1).create(place(1));
    first.write(bytes("one"));
    var marks = first.mark();
    first.close();
    var second = claimed(2).resume(place(2), marks);
    second.write(bytes("killed before its commit"));
    second.mark();
    second.close();

    try (var third = claimed(3).resume(place(3), marks)) {
      third.write(bytes("three"));
      third.finish();
      third.publish();
    }

    assertThat(content(NAME)).isEqualTo("onethree");
  }

  @Test
  void goesOnWithAnEmptySegment() throws IOException {
    var first = claimed(1).create(place(1));
    var marks = first.mark();
    first.close();

    try (var second = claimed(2).resume(place(2), marks)) {
      second.write(bytes("all"));
      second.finish();
      second.publish();
    }

    assertThat(content(NAME)).isEqualTo("all");
  }

  @Test
  void publishesWhatWasFinishedByAnother() throws IOException {
    var first = claimed(1).create(place(1));
    first.write(bytes("one"));
    var marks = first.finish();
    first.close();

    for (var attempt = 2; attempt < 4; attempt++) {
      var again = claimed(attempt).resume(place(attempt), marks);
      assertThat(again.finished()).isTrue();
      again.publish();
    }
    first.publish();

    assertThat(content(NAME)).isEqualTo("one");
  }

  @Test
  void resumesWhatWasPublishedWithoutACommit() throws IOException {
    var first = claimed(1).create(place(1));
    first.write(bytes("one"));
    var marks = first.mark();
    first.write(bytes("lost"));
    first.close();
    var second = claimed(2).resume(place(2), marks);
    second.finish();
    second.publish();

    var third = claimed(3).resume(place(3), marks);

    assertThat(third.finished()).isTrue();
    third.publish();
    assertThat(content(NAME)).isEqualTo("one");
  }

  @Test
  void keepsMuchThatIsWrittenInManySteps() throws IOException {
    var random = new Random(7);
    var expected = new byte[14 << 20];
    random.nextBytes(expected);
    var segment = claimed(1).create(place(1));
    var kept = List.<Mark>of();
    var all = new HashMap<String, Mark>();
    for (int at = 0, attempt = 1; at < expected.length; ) {
      var end = Math.min(expected.length, at + 1 + random.nextInt(3 << 20));
      segment.write(Arrays.copyOfRange(expected, at, end));
      at = end;
      segment.mark().forEach(mark -> all.put(mark.name(), mark));
      kept = List.copyOf(all.values());
      if (random.nextBoolean()) {
        segment.write(bytes("lost"));
        segment.mark();
        segment = claimed(++attempt).resume(place(attempt), kept);
      }
    }
    segment.finish();
    segment.publish();

    try (var in = storage().read(FOLDER, NAME, 0, Long.MAX_VALUE)) {
      assertThat(in.readAllBytes()).isEqualTo(expected);
    }
  }

  @Test
  void letsNoEarlierAttemptReplaceWhatALaterOneHasPublished() throws IOException {
    var zombie = claimed(1).create(place(1));
    zombie.write(bytes("by a zombie"));
    zombie.finish();
    try (var next = claimed(2).create(place(2))) {
      next.write(bytes("by the next"));
      next.write(bytes(" one"));
      next.finish();
      next.publish();
    }

    assertThatThrownBy(zombie::publish).isInstanceOf(IOException.class);

    assertThat(content(NAME)).isEqualTo("by the next one");
  }

  @Test
  void letsALaterAttemptReplaceWhatAnEarlierOneHasPublishedMeanwhile() throws IOException {
    var earlier = claimed(1).create(place(1));
    earlier.write(bytes("earlier"));
    earlier.finish();
    earlier.publish();

    try (var later = claimed(2).create(place(2))) {
      later.write(bytes("later one"));
      later.finish();
      later.publish();
    }

    assertThat(content(NAME)).isEqualTo("later one");
  }

  @Test
  void refusesAnAttemptThatWakesAfterALaterOneHasBegun() throws IOException {
    claimed(2).tidy(new SegmentPlace(FOLDER, 2, "a.txt"));
    try (var segment = storage().create(place(2))) {
      segment.write(bytes("two"));
      segment.finish();
      segment.publish();
    }
    storage().tidy(place(2));

    assertThatThrownBy(() -> storage().claim(FOLDER, 1, true)).isInstanceOf(ClaimedException.class);

    assertThat(content(NAME)).isEqualTo("two");
  }

  @Test
  void leavesWhatALaterAttemptWritesWhenAnEarlierOneTidies() throws IOException {
    var part = new byte[6 << 20];
    published("a.txt", "a");
    var earlier = storage();
    var later = claimed(2).create(place(2));
    later.write(part);
    later.mark();

    earlier.tidy(new SegmentPlace(FOLDER, 1, "a.txt"));

    later.finish();
    later.publish();
    assertThat(storage().length(FOLDER, NAME)).isEqualTo(part.length);
  }

  @Test
  void removesAllOfEarlierAttemptsWhenItBeginsAfresh() throws IOException {
    published("a.txt", "a");
    var earlier = storage().create(place(1));
    earlier.write(bytes("one"));

    assertThat(storage().claim(FOLDER, 2, true)).isOne();

    assertThat(storage().list(FOLDER)).isEmpty();
    try (var segment = storage().create(place(2))) {
      segment.write(bytes("two"));
      segment.finish();
      segment.publish();
    }
    assertThat(content(NAME)).isEqualTo("two");
  }

  @Test
  void readsRanges() throws IOException {
    published("a.txt", "0123456789");

    try (var part = storage().read(FOLDER, "a.txt", 3, 4);
        var rest = storage().read(FOLDER, "a.txt", 8, 40)) {
      assertThat(part).hasContent("3456");
      assertThat(rest).hasContent("89");
    }
  }

  @Test
  void deletesFilesAndFolders() throws IOException {
    published("a.txt", "a");
    published("b.txt", "b");
    assertThat(storage().claim("docs/7-10", 1, true)).isZero();
    try (var other = storage().create(new SegmentPlace("docs/7-10", 1, "c.txt"))) {
      other.write(bytes("c"));
      other.finish();
      other.publish();
    }
    var storage = storage();

    storage.delete(FOLDER, "a.txt");
    storage.delete(FOLDER, "a.txt");
    assertThat(storage.list(FOLDER)).containsExactly(new StoredFile("b.txt", 1));

    storage.delete(FOLDER);
    storage.delete(FOLDER);
    assertThat(storage.list(FOLDER)).isEmpty();
    assertThat(storage.list("docs/7-10")).hasSize(1);
  }

  @Test
  void tidiesAwayWhatWasNeverPublished() throws IOException {
    published("a.txt", "a");
    var open = claimed(1).create(place(1));
    open.write(bytes("one"));
    var marks = open.mark();
    open.close();

    storage().tidy(new SegmentPlace(FOLDER, 1, "a.txt"));

    assertThat(storage().list(FOLDER)).hasSize(1);
    assertThatThrownBy(() -> claimed(2).resume(place(2), marks).publish())
        .isInstanceOfAny(IOException.class, IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "docs/..", "docs/../x", "/docs", "docs/", "", ".attempt-1", "a\\b", "a\0b"})
  void staysWithinItsBounds(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> storage().list(path));
    assertThatIllegalArgumentException().isThrownBy(() -> storage().delete(path));
    assertThatIllegalArgumentException().isThrownBy(() -> storage().read(FOLDER, path, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SegmentPlace(path, 1, NAME));
  }
}
