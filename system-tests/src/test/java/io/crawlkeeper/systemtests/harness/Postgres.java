package io.crawlkeeper.systemtests.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL from Maven's repository; keeps its data and port over restarts. */
public final class Postgres implements AutoCloseable {

  private static final String USER = "postgres";

  private final Path folder;
  private final int port = FreePorts.next();
  private @Nullable EmbeddedPostgres server;

  private Postgres(Path folder) {
    this.folder = folder;
  }

  /** Serves when this returns. */
  public static Postgres start(Path folder) {
    var postgres = new Postgres(folder);
    postgres.start();
    return postgres;
  }

  /** After {@link #stop}. Serves when this returns. */
  public void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(false)
              .setPort(port)
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and all connections to it; data stay. */
  public void stop() {
    try {
      if (server != null) {
        server.close();
      }
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a service that keeps its history there, and these more. */
  public String[] settings(String... more) {
    var database =
        Stream.of("url=" + jdbcUrl(), "user=" + USER).map("crawlkeeper.database."::concat);
    return Stream.concat(database, Stream.of(more)).toArray(String[]::new);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
  }

  @Override
  public void close() {
    stop();
  }
}
