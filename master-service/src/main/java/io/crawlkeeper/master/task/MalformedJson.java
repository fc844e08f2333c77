package io.crawlkeeper.master.task;

/** A text is no JSON, or JSON that leaves open what is meant. The message is for people. */
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedJson(String message) {
    super(message);
  }

  MalformedJson(String message, Throwable cause) {
    super(message, cause);
  }
}
