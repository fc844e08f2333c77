package io.crawlkeeper.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How this node and ZooKeeper know each other.
 *
 * @param tls whether they talk by TLS
 * @param trustStore whom to believe; null for whom this Java believes
 * @param keyStore who this node is; null if ZooKeeper does not ask
 * @param verifyHost whether the server's certificate has to name the host that was called
 * @param user shown to ZooKeeper by SASL (DIGEST-MD5); empty for none
 * @param password of the user; never to be shown
 */
public record ZooKeeperAccess(
    boolean tls,
    @Nullable Store trustStore,
    @Nullable Store keyStore,
    boolean verifyHost,
    String user,
    String password) {

  /** No TLS and no user. */
  public static final ZooKeeperAccess OPEN = new ZooKeeperAccess(false, null, null, true, "", "");

  private static final Pattern STORE = Pattern.compile(".+\\.(pem|p12|jks)");

  /** What stands in the way of a configuration for SASL, which is a text with quotes. */
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9@._/-]{1,200}");

  /**
   * A file of certificates, and of keys.
   *
   * @param file ends in {@code .pem}, {@code .p12} or {@code .jks}
   * @param password empty if there is none; never to be shown
   */
  public record Store(Path file, String password) {

    @Override
    public String toString() {
      return file.toString();
    }
  }

  static ZooKeeperAccess read(SettingsReader reader) {
    var access =
        new ZooKeeperAccess(
            reader.flag("zookeeper.tls.enabled", false),
            store(reader, "zookeeper.tls.trust-store"),
            store(reader, "zookeeper.tls.key-store"),
            reader.flag("zookeeper.tls.verify-host", true),
            reader.text(
                "zookeeper.sasl.user",
                "",
                USER,
                "must be up to 200 letters, digits, '@', '.', '_', '/' and '-'"),
            reader.text("zookeeper.sasl.password", ""));
    if (!access.tls && (access.trustStore != null || access.keyStore != null)) {
      reader.refuse(
          "zookeeper.tls.enabled", "false", "must be true where a trust store or key store is");
    }
    if (access.user.isEmpty() != access.password.isEmpty()) {
      reader.refuse(
          "zookeeper.sasl.user",
          "has to be given together with crawlkeeper.zookeeper.sasl.password");
    }
    return access;
  }

  private static @Nullable Store store(SettingsReader reader, String name) {
    var file = reader.text(name, "");
    var password = reader.text(name + "-password", "");
    if (file.isEmpty()) {
      return null;
    }
    var path = Path.of(file).toAbsolutePath().normalize();
    if (!STORE.matcher(file).matches() || !Files.isReadable(path)) {
      reader.refuse(name, file, "must be a file that can be read and ends in .pem, .p12 or .jks");
    }
    return new Store(path, password);
  }

  @Override
  public String toString() {
    return "ZooKeeperAccess[tls=%s, trustStore=%s, keyStore=%s, user=%s]"
        .formatted(tls, trustStore, keyStore, user);
  }
}
