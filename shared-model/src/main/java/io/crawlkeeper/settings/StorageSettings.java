package io.crawlkeeper.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where results are kept.
 *
 * @param url {@code file:} and a folder, or {@code s3://} with a bucket and perhaps a prefix
 * @param endpoint URL of a store that speaks the protocol of S3; empty for Amazon's
 * @param region of the bucket
 * @param accessKey empty if the environment of the process has it, as AWS's tools expect it there
 * @param secretKey goes with the access key; never to be shown
 */
public record StorageSettings(
    String url, String endpoint, String region, String accessKey, String secretKey) {

  private static final String FILE = "file:";
  private static final String S3 = "s3://";
  private static final Pattern FORM =
      Pattern.compile("file:[^?#]+|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\\s]*)?");
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+/?");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  /** Results in a folder of this machine. */
  public static StorageSettings folder(Path folder) {
    return new StorageSettings(FILE + folder, "", "us-east-1", "", "");
  }

  /**
   * @param data folder that the results are in unless a storage is named
   */
  static StorageSettings read(SettingsReader reader, Path data) {
    var settings =
        new StorageSettings(
            reader.text(
                "storage.url",
                FILE + data.resolve("results"),
                FORM,
                "must be file:<folder> or s3://<bucket>/<prefix>"),
            reader.text("storage.endpoint", "", ENDPOINT, "must be a URL such as http://s3:9000"),
            reader.text(
                "storage.region", "us-east-1", REGION, "must be a region such as eu-west-1"),
            reader.text("storage.access-key", ""),
            reader.text("storage.secret-key", ""));
    if (settings.accessKey.isEmpty() != settings.secretKey.isEmpty()) {
      reader.refuse(
          "storage.access-key", "has to be given together with crawlkeeper.storage.secret-key");
    }
    return settings;
  }

  public boolean s3() {
    return url.startsWith(S3);
  }

  /** The folder, absolute. */
  public Path folder() {
    return Path.of(url.substring(FILE.length())).toAbsolutePath().normalize();
  }

  /** The name of the bucket. */
  public String bucket() {
    var slash = url.indexOf('/', S3.length());
    return url.substring(S3.length(), slash < 0 ? url.length() : slash);
  }

  /** What all keys begin with: empty, or with a slash at its end. */
  public String prefix() {
    var slash = url.indexOf('/', S3.length());
    var prefix = slash < 0 ? "" : url.substring(slash + 1);
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  @Override
  public String toString() {
    return "StorageSettings[url=%s, endpoint=%s, region=%s]".formatted(url, endpoint, region);
  }
}
