/** Ends the quickstart; the message is a sentence for who started it. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  Failure(String sentence) {
    super(sentence);
  }
}
