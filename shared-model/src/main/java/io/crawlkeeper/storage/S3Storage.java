package io.crawlkeeper.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.settings.StorageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Results in a bucket of S3, or of another store that speaks its protocol. */
public final class S3Storage implements Storage {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Of each call at the start, when the machine may be starting all else as well. */
  private static final Duration START = Duration.ofSeconds(15);

  private static final String ID_FOLDER = ".crawlkeeper";
  private static final String ID_NAME = "storage-id";

  private final S3Client client;
  private final S3Objects objects;
  private final String id;
  private final String url;

  private S3Storage(S3Client client, S3Objects objects, String id, String url) {
    this.client = client;
    this.objects = objects;
    this.id = id;
    this.url = url;
  }

  /**
   * Opens the bucket, which has to be there.
   *
   * @throws IOException if it cannot be read, or is empty and cannot be written; within some
   *     seconds
   */
  public static S3Storage open(StorageSettings settings) throws IOException {
    try (var brief = client(settings, START)) {
      var id = id(new S3Objects(brief, settings.bucket(), settings.prefix()));
      var client = client(settings, Duration.ofMinutes(2));
      var objects = new S3Objects(client, settings.bucket(), settings.prefix());
      return new S3Storage(client, objects, id, settings.url());
    }
  }

  static S3Client client(StorageSettings settings, Duration limit) {
    var http = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .overrideConfiguration(all -> all.apiCallTimeout(limit))
            // Other stores than Amazon's do not know the checksums that are new.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    return settings.endpoint().isEmpty()
        ? builder.build()
        : builder.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(true).build();
  }

  private static AwsCredentialsProvider credentials(StorageSettings settings) {
    return settings.accessKey().isEmpty()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
  }

  /** Two that make the id at the same time may differ for a moment: the last one stays. */
  private static String id(S3Objects objects) throws IOException {
    try {
      return read(objects);
    } catch (NoSuchFileException e) {
      objects.put(ID_FOLDER, ID_NAME, UUID.randomUUID().toString().getBytes(UTF_8));
      return read(objects);
    }
  }

  private static String read(S3Objects objects) throws IOException {
    try (var in = objects.read(ID_FOLDER, ID_NAME, 0, 100)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int claim(String folder, int attempt, boolean afresh) throws IOException {
    StoragePaths.check(folder);
    var before = new S3Claim(objects, folder).make(attempt);
    if (afresh) {
      empty(folder);
    }
    return before;
  }

  private void empty(String folder) throws IOException {
    for (var file : list(folder)) {
      objects.delete(folder, file.name());
    }
    objects.abortUploads(folder, Instant.MAX);
  }

  @Override
  public Segment create(SegmentPlace place) {
    return S3Segment.create(objects, place);
  }

  @Override
  public Segment resume(SegmentPlace place, List<Mark> marks) throws IOException {
    return S3Segment.resume(objects, place, marks);
  }

  @Override
  public long length(String folder, String name) throws IOException {
    StoragePaths.check(folder, name);
    var found = objects.find(folder, name);
    if (found == null) {
      throw new NoSuchFileException(folder + "/" + name);
    }
    return found.length();
  }

  @Override
  public InputStream read(String folder, String name, long offset, long length) throws IOException {
    StoragePaths.check(folder, name);
    return objects.read(folder, name, offset, length);
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    StoragePaths.check(folder);
    return objects.list(folder);
  }

  @Override
  public void delete(String folder, String name) throws IOException {
    StoragePaths.check(folder, name);
    objects.delete(folder, name);
  }

  @Override
  public void delete(String folder) throws IOException {
    empty(folder);
    new S3Claim(objects, folder).remove();
  }

  @Override
  public void tidy(SegmentPlace last) throws IOException {
    var found = objects.find(last.folder(), last.name());
    if (found != null) {
      // Uploads do not say whose they are; a later attempt has begun its own after that.
      objects.abortUploads(last.folder(), found.at());
    }
  }

  @Override
  public String toString() {
    return "the bucket " + url;
  }

  @Override
  public void close() {
    client.close();
  }
}
