package io.crawlkeeper.worker.crawl.frontier.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sixteenth of a million URLs in a twentieth of 512 MB. The whole: {@code benchmarks/run
 * frontier}.
 */
@Timeout(180)
class FrontierMemoryTest {
  @TempDir Path folder;

  @Test
  void needsNoMemoryForWhatIsQueued() throws Exception {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx24m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FrontierLoad.class.getName(),
                    folder.toString(),
                    "60000",
                    "5"))
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(said).contains("queued 61750 pages/s");
    assertThat(process.exitValue()).isZero();
  }
}
