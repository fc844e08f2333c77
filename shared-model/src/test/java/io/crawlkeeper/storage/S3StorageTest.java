package io.crawlkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.settings.StorageSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class S3StorageTest extends StorageContract {
  private static LocalS3 server;
  private static int last;

  private final String prefix = "crawls-" + last++;

  @BeforeAll
  static void start() {
    server = LocalS3.builder().port(-1).build();
    server.start();
    try (var client = S3Storage.client(settings("s3://results"), Duration.ofSeconds(20))) {
      client.createBucket(bucket -> bucket.bucket("results"));
    }
  }

  @AfterAll
  static void stop() {
    server.shutdown();
  }

  @AfterEach
  void leavesNoUploadOfThisTest() throws IOException {
    try (var storage = storage()) {
      storage.delete(FOLDER);
    }
  }

  private static StorageSettings settings(String url) {
    return new StorageSettings(
        url, "http://127.0.0.1:" + server.getPort(), "us-east-1", "key", "secret");
  }

  @Override
  Storage storage() throws IOException {
    return S3Storage.open(settings("s3://results/" + prefix));
  }

  private static SegmentPlace place(int attempt) {
    return new SegmentPlace(FOLDER, attempt, NAME);
  }

  @Test
  void keepsThePartsOfAnAttemptApartFromThoseOfAZombie() throws IOException {
    var part = new byte[S3Segment.PART];
    Arrays.fill(part, (byte) 'a');
    var zombie = claimed(1).create(place(1));
    zombie.write(part);
    zombie.write(bytes("tail"));
    var marks = zombie.mark();
    var next = claimed(2).resume(place(2), marks);
    Arrays.fill(part, (byte) 'b');
    next.write(part.clone());
    next.finish();

    Arrays.fill(part, (byte) 'z');
    zombie.write(part.clone());
    zombie.write(part.clone());
    next.publish();

    try (var in = storage().read(FOLDER, NAME, 0, Long.MAX_VALUE)) {
      var all = in.readAllBytes();
      assertThat(all).hasSize(2 * S3Segment.PART + 4).doesNotContain('z');
      assertThat(all[S3Segment.PART]).isEqualTo((byte) 't');
      assertThat(all[all.length - 1]).isEqualTo((byte) 'b');
    }
  }

  @Test
  void namesTheBucketThatIsNotThere() {
    assertThatThrownBy(() -> Storages.open(settings("s3://nowhere")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("s3://nowhere")
        .extracting(refused -> ((StartRefused) refused).action())
        .asString()
        .contains("crawlkeeper.storage.endpoint");
  }

  @Test
  void givesUpSoonOnAServerThatIsNotThere() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var settings =
        new StorageSettings(
            "s3://results", "http://127.0.0.1:" + free, "us-east-1", "key", "secret");
    var start = System.nanoTime();

    assertThatThrownBy(() -> Storages.open(settings)).isInstanceOf(StartRefused.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
  }
}
