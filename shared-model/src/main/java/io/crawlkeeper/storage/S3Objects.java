package io.crawlkeeper.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The requests to a bucket, below a prefix; all errors as {@link IOException}s. */
final class S3Objects {
  private static final int NOT_FOUND = 404;
  private static final int NOT_SATISFIABLE = 416;

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

  /** The length of an object; null if there is none. */
  @Nullable Long length(String folder, String name) throws IOException {
    try {
      return client.headObject(head -> head.bucket(bucket).key(key(folder, name))).contentLength();
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

  /** Makes an object of an upload; false if there is no such upload. */
  boolean complete(SegmentPlace place, String upload, List<CompletedPart> parts)
      throws IOException {
    try {
      var _ =
          client.completeMultipartUpload(
              one ->
                  one.bucket(bucket)
                      .key(key(place.folder(), place.name()))
                      .uploadId(upload)
                      .multipartUpload(whole -> whole.parts(parts)));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return false;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  void abortUploads(String folder) throws IOException {
    var _ =
        asking(
            () -> {
              client
                  .listMultipartUploadsPaginator(
                      list -> list.bucket(bucket).prefix(prefix + folder + "/"))
                  .uploads()
                  .forEach(
                      one ->
                          client.abortMultipartUpload(
                              abort ->
                                  abort.bucket(bucket).key(one.key()).uploadId(one.uploadId())));
              return true;
            });
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
                .filter(one -> !one.name().isEmpty())
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
