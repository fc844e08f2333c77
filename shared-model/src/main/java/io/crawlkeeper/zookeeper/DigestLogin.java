package io.crawlkeeper.zookeeper;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * A user and a password, where ZooKeeper's client looks for them: in the process's configuration of
 * logins. What else is configured there stays.
 */
final class DigestLogin extends Configuration {

  /** The section that the client is to read. */
  static final String SECTION = "CrawlkeeperZooKeeper";

  private final @Nullable Configuration others;
  private final AppConfigurationEntry entry;

  private DigestLogin(@Nullable Configuration others, String user, String password) {
    this.others = others;
    this.entry =
        new AppConfigurationEntry(
            DigestLoginModule.class.getName(),
            LoginModuleControlFlag.REQUIRED,
            Map.of("username", user, "password", password));
  }

  /** Makes them known to the whole process. */
  static void install(String user, String password) {
    Configuration.setConfiguration(new DigestLogin(current(), user, password));
  }

  private static @Nullable Configuration current() {
    try {
      return Configuration.getConfiguration();
    } catch (SecurityException e) {
      return null; // There is no file of logins, which is the usual case.
    }
  }

  @Override
  public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
    if (name.equals(SECTION)) {
      return new AppConfigurationEntry[] {entry};
    }
    return others == null ? null : others.getAppConfigurationEntry(name);
  }
}
