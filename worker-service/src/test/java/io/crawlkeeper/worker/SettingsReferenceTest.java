package io.crawlkeeper.worker;

import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.SettingsReferenceContract;
import org.springframework.core.env.ConfigurableEnvironment;

class SettingsReferenceTest extends SettingsReferenceContract {

  SettingsReferenceTest() {
    super("## Workers", "crawlkeeper.slots");
  }

  @Override
  protected void read(ConfigurableEnvironment environment) {
    var _ = WorkerSettings.read(new SettingsReader(environment));
  }
}
