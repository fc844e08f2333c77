package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of a process, that can be put wrong while it runs; by libfaketime, a Debian
 * package. Clocks that only go forward are left as they are.
 */
public final class FakeClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /**
   * A clock that is right; empty where the library is not installed.
   *
   * @param folder takes the offset
   */
  public static Optional<FakeClock> in(Path folder) {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .map(library -> new FakeClock(library, folder.resolve("offset")).putOff(Duration.ZERO));
  }

  /** What a process needs in its environment to have this clock. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Else each wait of the JVM that has a limit ends at once, and its threads spin.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Within a second the clock is so much ahead; behind, if negative. */
  public FakeClock putOff(Duration ahead) {
    try {
      var next = offset.resolveSibling("offset.next");
      Files.writeString(next, "%+.3f\n".formatted(ahead.toMillis() / 1e3));
      Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
