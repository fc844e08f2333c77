package io.crawlkeeper.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The requests to a bucket, below a prefix; all errors as {@link IOException}s. */
final class S3Objects {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int CHANGED = 412;
  private static final int NOT_SATISFIABLE = 416;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * @param prefix empty, or with a slash at its end
   */
  S3Objects(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  private String key(String folder, String name) {
    return prefix + folder + "/" + name;
  }

  /**
   * What an object is; null if there is none.
   *
   * @param tag that another object of the name has not
   * @param at when it was made, to the second, by the store's clock
   */
  record Found(long length, String tag, Instant at) {}

  @Nullable Found find(String folder, String name) throws IOException {
    try {
      var head = client.headObject(one -> one.bucket(bucket).key(key(folder, name)));
      return new Found(head.contentLength(), head.eTag(), head.lastModified());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return null;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  InputStream read(String folder, String name, long offset, long length) throws IOException {
    if (length <= 0) {
      return new ByteArrayInputStream(new byte[0]);
    }
    var last = length > Long.MAX_VALUE - offset ? "" : Long.toString(offset + length - 1);
    try {
      return client.getObject(
          get -> get.bucket(bucket).key(key(folder, name)).range("bytes=" + offset + "-" + last));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        throw new NoSuchFileException(folder + "/" + name);
      }
      if (e.statusCode() == NOT_SATISFIABLE) {
        return new ByteArrayInputStream(new byte[0]);
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  void put(String folder, String name, byte[] bytes) throws IOException {
    var _ =
        asking(
            () ->
                client.putObject(
                    put -> put.bucket(bucket).key(key(folder, name)),
                    RequestBody.fromBytes(bytes)));
  }

  /**
   * Puts an object if none is there, or in the place of that which has the tag.
   *
   * @param tag of the object that it may replace; null if there is none
   * @return whether it was put; where the store does not know conditions, always
   */
  boolean put(String folder, String name, byte[] bytes, @Nullable String tag) throws IOException {
    return conditionally(
        () ->
            client.putObject(
                put ->
                    put.bucket(bucket)
                        .key(key(folder, name))
                        .ifMatch(tag)
                        .ifNoneMatch(tag == null ? "*" : null),
                RequestBody.fromBytes(bytes)),
        () ->
            client.putObject(
                put -> put.bucket(bucket).key(key(folder, name)), RequestBody.fromBytes(bytes)));
  }

  /**
   * @throws NoSuchFileException if what it is about is not there
   */
  private static boolean conditionally(Supplier<?> request, Supplier<?> withoutCondition)
      throws IOException {
    try {
      var _ = request.get();
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == CHANGED || e.statusCode() == CONFLICT) {
        return false;
      }
      if (e.statusCode() == NOT_FOUND) {
        throw new NoSuchFileException(e.getMessage());
      }
      if (e.statusCode() != NOT_IMPLEMENTED) {
        throw failed(e);
      }
      var _ = asking(withoutCondition::get);
      return true;
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /** Begins an upload; gives its id. */
  String begin(String folder, String name) throws IOException {
    return asking(
            () -> client.createMultipartUpload(one -> one.bucket(bucket).key(key(folder, name))))
        .uploadId();
  }

  /** Sends a part; gives its tag. */
  String part(SegmentPlace place, String upload, int number, byte[] bytes) throws IOException {
    return asking(
            () ->
                client.uploadPart(
                    part ->
                        part.bucket(bucket)
                            .key(key(place.folder(), place.name()))
                            .uploadId(upload)
                            .partNumber(number),
                    RequestBody.fromBytes(bytes)))
        .eTag();
  }

  /** What became of an upload that was to be an object. */
  enum Completion {
    DONE,
    /** There is another object of that name than the one that may be replaced. */
    CHANGED,
    /** There is no such upload. */
    GONE
  }

  /**
   * @param tag of the object that it may replace; null if there is none
   */
  Completion complete(
      SegmentPlace place, String upload, List<CompletedPart> parts, @Nullable String tag)
      throws IOException {
    try {
      var done =
          conditionally(
              () -> complete(place, upload, parts, tag, tag == null ? "*" : null),
              () -> complete(place, upload, parts, null, null));
      return done ? Completion.DONE : Completion.CHANGED;
    } catch (NoSuchFileException e) {
      return Completion.GONE;
    }
  }

  private CompleteMultipartUploadResponse complete(
      SegmentPlace place,
      String upload,
      List<CompletedPart> parts,
      @Nullable String match,
      @Nullable String noneMatch) {
    return client.completeMultipartUpload(
        one ->
            one.bucket(bucket)
                .key(key(place.folder(), place.name()))
                .uploadId(upload)
                .ifMatch(match)
                .ifNoneMatch(noneMatch)
                .multipartUpload(whole -> whole.parts(parts)));
  }

  /**
   * @param begunBefore those begun later stay
   */
  void abortUploads(String folder, Instant begunBefore) throws IOException {
    var _ =
        asking(
            () -> {
              client
                  .listMultipartUploadsPaginator(
                      list -> list.bucket(bucket).prefix(prefix + folder + "/"))
                  .uploads()
                  .stream()
                  .filter(one -> isBegun(one, begunBefore))
                  .forEach(
                      one ->
                          client.abortMultipartUpload(
                              abort ->
                                  abort.bucket(bucket).key(one.key()).uploadId(one.uploadId())));
              return true;
            });
  }

  private static boolean isBegun(MultipartUpload upload, Instant before) {
    var begun = upload.initiated();
    return begun == null || begun.isBefore(before);
  }

  List<StoredFile> list(String folder) throws IOException {
    var start = prefix + folder + "/";
    return asking(
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start).delimiter("/"))
                .contents()
                .stream()
                .map(one -> new StoredFile(one.key().substring(start.length()), one.size()))
                .filter(one -> !one.name().isEmpty() && !one.name().startsWith("."))
                .toList());
  }

  void delete(String folder, String name) throws IOException {
    var _ = asking(() -> client.deleteObject(one -> one.bucket(bucket).key(key(folder, name))));
  }

  private static <T> T asking(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SdkException e) {
    return new IOException("S3: " + e.getMessage(), e);
  }
}
