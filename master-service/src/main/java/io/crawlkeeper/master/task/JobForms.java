package io.crawlkeeper.master.task;

import io.crawlkeeper.model.Quantity;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The forms of texts in {@code spec.job}, as Kubernetes and registries of images want them. What is
 * wrong is said by the message of an {@link IllegalArgumentException}: "must be …".
 */
final class JobForms {

  /** RFC 1123. */
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final String DNS_PART = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
  private static final Pattern DNS_NAME =
      Pattern.compile("(?=.{1,253}$)" + DNS_PART + "(\\." + DNS_PART + ")*");

  /** The grammar of references of the OCI's distribution project, without its bare digests. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?=.{1,500}$)"
              + "(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*(?::[0-9]{1,5})?/)?"
              + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"
              + "(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*"
              + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
              + "(?:@sha256:[0-9a-f]{64})?");

  private static final Pattern TAGGED = Pattern.compile(".*(:[^/:@]+|@sha256:[0-9a-f]{64})");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,252}");
  private static final Pattern SECRET_KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");
  private static final Pattern LABEL_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern OWN_PREFIX =
      Pattern.compile("(.*\\.)?(crawlkeeper\\.io|kubernetes\\.io|k8s\\.io)");

  /** Kubernetes sets them itself, and takes no Job that has them with other values. */
  private static final Set<String> OWN_KEYS = Set.of("controller-uid", "job-name");

  private static final int LONGEST_WORD = 4000;
  private static final BigDecimal MOST_CPU = new BigDecimal(1000);

  private JobForms() {}

  static String namespace(String text) {
    Forms.require(
        DNS_LABEL.matcher(text).matches(),
        "must be a namespace: 1 to 63 small letters, digits and '-', not '-' at an end");
    return text;
  }

  static String image(String text) {
    Forms.require(
        IMAGE.matcher(text).matches(),
        "must be a reference of an image, such as registry.example.org/team/report:1.4 or"
            + " report@sha256:…");
    Forms.require(
        TAGGED.matcher(text).matches() && !text.endsWith(":latest"),
        "must have a tag other than latest, or a digest, so that each run starts the same");
    return text;
  }

  /** A word of a command line. */
  static String word(String text) {
    Forms.require(
        text.length() <= LONGEST_WORD && text.indexOf('\0') < 0,
        "must be at most 4000 characters, none of them NUL");
    return text;
  }

  static String value(String text) {
    return word(text);
  }

  static String variable(String text) {
    Forms.require(
        VARIABLE.matcher(text).matches(),
        "must be the name of a variable: 1 to 253 letters, digits, '_', '-' and '.', the first"
            + " a letter or '_'");
    return text;
  }

  static String secretName(String text) {
    Forms.require(
        DNS_NAME.matcher(text).matches(),
        "must be the name of a Kubernetes secret: up to 253 small letters, digits, '-' and '.'");
    return text;
  }

  static String secretKey(String text) {
    Forms.require(
        SECRET_KEY.matcher(text).matches() && !text.equals(".") && !text.startsWith(".."),
        "must be a key of the secret: 1 to 253 letters, digits, '_', '-' and '.'");
    return text;
  }

  static Quantity cpu(String text) {
    var cpu = new Quantity(text);
    Forms.require(
        cpu.amount().signum() > 0 && cpu.amount().compareTo(MOST_CPU) <= 0,
        "must be more than 0 and at most 1000 CPUs");
    Forms.require(
        cpu.amount().stripTrailingZeros().scale() <= 3, "must not be finer than 1m of a CPU");
    return cpu;
  }

  static Quantity memory(String text) {
    var memory = new Quantity(text);
    Forms.require(
        memory.amount().compareTo(BigDecimal.valueOf(1 << 20)) >= 0,
        "must be at least 1Mi, such as 256Mi: a number without a unit counts bytes");
    return memory;
  }

  /**
   * @throws IllegalArgumentException about the key, at the place of its value
   */
  static String labelKey(String key) {
    var slash = key.indexOf('/');
    var prefix = slash < 0 ? "" : key.substring(0, slash);
    Forms.require(
        LABEL_NAME.matcher(key.substring(slash + 1)).matches()
            && (slash < 0 || DNS_NAME.matcher(prefix).matches()),
        "has a key that is no label's of Kubernetes, such as team or example.org/team");
    Forms.require(
        !OWN_PREFIX.matcher(prefix).matches(),
        "has a key whose prefix belongs to Crawlkeeper or Kubernetes");
    Forms.require(!OWN_KEYS.contains(key), "has a key that Kubernetes sets itself");
    return key;
  }

  static String labelValue(String text) {
    Forms.require(
        text.isEmpty() || LABEL_NAME.matcher(text).matches(),
        "must be empty, or 1 to 63 letters, digits, '_', '-' and '.', the first and the last a"
            + " letter or digit");
    return text;
  }
}
