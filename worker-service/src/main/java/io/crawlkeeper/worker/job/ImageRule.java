package io.crawlkeeper.worker.job;

import java.util.regex.Pattern;

/**
 * Which images may be run: one with its tag or digest, all of a repository ({@code
 * registry.example.org/team/report}), or all below a path ({@code registry.example.org/team/*}). An
 * image without a registry is one of Docker Hub's, here as in Kubernetes.
 *
 * @param text in full, with the registry
 */
public record ImageRule(String text) {

  private static final Pattern FORM =
      Pattern.compile(
          "[a-z0-9][a-zA-Z0-9._:-]*(/[a-z0-9._-]+)*(/\\*|(:[\\w.-]+)?(@sha256:[0-9a-f]{64})?)");
  private static final String HUB = "docker.io/";
  private static final String LIBRARY = "library/";

  /**
   * @throws IllegalArgumentException "must be …"
   */
  public static ImageRule parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be an image, a repository, or a path that ends in /*: registry.example.org/team/*");
    }
    return new ImageRule(full(text));
  }

  boolean allows(String image) {
    var wanted = full(image);
    if (text.endsWith("/*")) {
      return wanted.startsWith(text.substring(0, text.length() - 1));
    }
    // Of a repository without a tag all are meant; ':' and '@' end its name.
    return wanted.equals(text)
        || (unversioned(text) && (wanted.startsWith(text + ":") || wanted.startsWith(text + "@")))
        || (!text.contains("@") && wanted.startsWith(text + "@"));
  }

  private static boolean unversioned(String image) {
    return image.indexOf(':', image.lastIndexOf('/') + 1) < 0 && !image.contains("@");
  }

  private static String full(String image) {
    var slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return image.startsWith(HUB) ? hub(image.substring(HUB.length())) : image;
    }
    return hub(image);
  }

  private static String hub(String path) {
    return HUB + (path.contains("/") ? path : LIBRARY + path);
  }
}
