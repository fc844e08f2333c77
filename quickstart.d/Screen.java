/**
 * What the user sees. On a terminal the last line is written over as things go on; elsewhere a line
 * is written at most once a second, and only if it says something new.
 */
final class Screen {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final boolean terminal;
  private String shown = "";
  private long shownAt;

  Screen(boolean terminal) {
    this.terminal = terminal;
  }

  /** A line that stays. */
  synchronized void say(String line) {
    clear();
    System.out.println(line);
    System.out.flush();
  }

  /** A line that holds until the next one. */
  synchronized void update(String line) {
    if (line.equals(shown)) {
      return;
    }
    if (terminal) {
      System.out.print("\r\033[K" + line);
    } else if (System.nanoTime() - shownAt >= PAUSE_NANOS) {
      System.out.println(line);
      shownAt = System.nanoTime();
    } else {
      return;
    }
    shown = line;
    System.out.flush();
  }

  synchronized void fail(String sentence) {
    clear();
    System.err.println(sentence);
    System.err.flush();
  }

  private void clear() {
    if (terminal && !shown.isEmpty()) {
      System.out.print("\r\033[K");
    }
    shown = "";
    shownAt = 0;
  }
}
