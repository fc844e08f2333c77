package io.crawlkeeper.worker.crawl.frontier.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.StoredFrontierContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFrontierTest extends StoredFrontierContract {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @Override
  protected FrontierStore store() {
    return new SqliteFrontierStore(folder.resolve("frontier"));
  }

  @Test
  void beginsAnewWhereAKilledProcessHasLeftAnEmptyFile() throws IOException {
    Files.createDirectories(folder.resolve("frontier"));
    var left = folder.resolve("frontier/" + claim(1).run().id() + ".1.db");
    Files.createFile(left);

    assertThat(store().runs()).isEmpty();
    assertThat(store().resume(claim(2))).isNull();
    assertThat(left).doesNotExist();
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    store().drop(claim(1).run().id());
    frontier.close();

    try (var files = Files.list(folder.resolve("frontier"))) {
      assertThat(files).isEmpty();
    }
  }
}
