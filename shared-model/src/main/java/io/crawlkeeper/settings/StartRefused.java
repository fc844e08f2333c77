package io.crawlkeeper.settings;

/** The process cannot start; the message says why and what to do, in words for an operator. */
public class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String action;

  /**
   * @param description what is wrong, a sentence
   * @param action what to do about it, a sentence
   */
  public StartRefused(String description, String action) {
    super(description);
    this.action = action;
  }

  public String action() {
    return action;
  }
}
