package io.crawlkeeper.zookeeper;

import io.crawlkeeper.settings.ZooKeeperAccess;
import io.crawlkeeper.settings.ZooKeeperAccess.Store;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Util;
import org.jspecify.annotations.Nullable;

/** The settings of access in the words of ZooKeeper's client. */
final class ClientConfigs {

  /** Room for the answer to a multi-read of 200 znodes of 64 KiB. */
  private static final int LARGEST_ANSWER = 32 << 20;

  private ClientConfigs() {}

  /** A configuration of its own for each client. A user is made known to the whole process. */
  static ZKClientConfig of(ZooKeeperAccess access) {
    var config = new ZKClientConfig();
    config.setProperty("jute.maxbuffer", String.valueOf(LARGEST_ANSWER));
    if (access.tls()) {
      secure(config, access);
    }
    if (!access.user().isEmpty()) {
      DigestLogin.install(access.user(), access.password());
      // Else the client leaves DIGEST-MD5 out, and is a stranger without a word.
      config.setProperty(X509Util.FIPS_MODE_PROPERTY, "false");
      config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, DigestLogin.SECTION);
    }
    return config;
  }

  private static void secure(ZKClientConfig config, ZooKeeperAccess access) {
    config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
    config.setProperty(
        ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
    try (var names = new ClientX509Util()) {
      store(
          config,
          access.trustStore(),
          names.getSslTruststoreLocationProperty(),
          names.getSslTruststorePasswdProperty());
      store(
          config,
          access.keyStore(),
          names.getSslKeystoreLocationProperty(),
          names.getSslKeystorePasswdProperty());
      config.setProperty(
          names.getSslHostnameVerificationEnabledProperty(), String.valueOf(access.verifyHost()));
    }
  }

  private static void store(
      ZKClientConfig config, @Nullable Store store, String location, String password) {
    if (store != null) {
      config.setProperty(location, store.file().toString());
      config.setProperty(password, store.password());
    }
  }
}
