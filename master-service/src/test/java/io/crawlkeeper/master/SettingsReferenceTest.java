package io.crawlkeeper.master;

import io.crawlkeeper.settings.SettingsReferenceContract;
import org.springframework.core.env.ConfigurableEnvironment;

class SettingsReferenceTest extends SettingsReferenceContract {

  SettingsReferenceTest() {
    super("## Masters", "crawlkeeper.leader-wait");
  }

  @Override
  protected void read(ConfigurableEnvironment environment) {
    var _ = MasterSettings.read(environment);
  }
}
