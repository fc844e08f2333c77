package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file a run in a folder that the workers of a machine share: {@code <run>.<attempt>.db}, named
 * by the attempt that began it. So a name is never used twice, and a process that goes on with a
 * file that was removed cannot take away one that is in use.
 */
public final class SqliteFrontierStore implements FrontierStore {
  private static final Tables TABLES = new Tables(1, "", "");

  private final SqliteFiles files;

  /**
   * @param folder made when the first run needs it
   */
  public SqliteFrontierStore(Path folder) {
    this.files = new SqliteFiles(folder.toAbsolutePath().normalize());
  }

  @Override
  public @Nullable Frontier resume(Claim claim) throws IOException {
    var found = files.of(claim.run().id());
    for (var file : found) {
      var before = take(file, claim);
      if (before > 0 && file.equals(found.getFirst()) && !claim.afresh()) {
        return SqlFrontier.resumed(
            new SqliteSession(file), new SqliteSession(file), TABLES, claim, before);
      }
      files.delete(file);
    }
    return null;
  }

  /**
   * Shuts out the attempts before; gives the last of them, or 0 if this one cannot go on with the
   * file.
   */
  private static int take(Path file, Claim claim) throws IOException {
    try (var session = new SqliteSession(file)) {
      return session.write(
          connection -> {
            var row =
                SqliteSchema.exists(connection)
                    ? RunRow.read(connection, claim.run().id(), "")
                    : null;
            if (row == null) {
              return 0; // Its maker was killed before it had written anything.
            }
            if (row.attempt() > claim.attempt()) {
              throw new SupersededException(
                  "attempt %d has run %s now".formatted(row.attempt(), claim.run().id()));
            }
            RunRow.take(connection, row.number(), claim.attempt());
            return row.storage().equals(claim.storage()) ? row.attempt() : 0;
          });
    }
  }

  @Override
  public Frontier begin(Claim claim, Beginning beginning) throws IOException {
    var file = files.of(claim.run().id(), claim.attempt());
    var session = new SqliteSession(file);
    session.write(
        connection -> {
          if (!SqliteSchema.exists(connection)) {
            SqliteSchema.create(connection);
            RunRow.insert(connection, claim);
            SqlFrontier.replay(connection, TABLES, claim, beginning);
          }
          return true;
        });
    return SqlFrontier.begun(session, new SqliteSession(file), TABLES, claim, beginning);
  }

  @Override
  public List<RunKey> runs() throws IOException {
    var runs = new ArrayList<RunKey>();
    for (var file : files.all()) {
      keys(file).stream().filter(run -> !runs.contains(run)).forEach(runs::add);
    }
    return runs;
  }

  /** None if the file holds no run yet, or is gone by now. */
  private static List<RunKey> keys(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var session = new SqliteSession(file)) {
      return session.read(
          connection ->
              SqliteSchema.exists(connection) ? RunRow.keys(connection) : List.<RunKey>of());
    }
  }

  @Override
  public void drop(String run) throws IOException {
    for (var file : files.of(run)) {
      files.delete(file);
    }
  }
}
