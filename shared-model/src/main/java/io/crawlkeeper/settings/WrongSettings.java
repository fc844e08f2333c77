package io.crawlkeeper.settings;

import java.util.List;

/** One or more settings are wrong; the message has a line for each. */
public final class WrongSettings extends StartRefused {

  private static final long serialVersionUID = 1;

  public WrongSettings(List<String> sentences) {
    super(String.join("\n", sentences), "Mend the settings named above and start again.");
  }
}
