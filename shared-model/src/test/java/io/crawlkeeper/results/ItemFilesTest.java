package io.crawlkeeper.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.results.ItemFiles.Place;
import io.crawlkeeper.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemFilesTest {
  @TempDir private Path root;

  @Test
  void keepsNumbersAsTheyAreWritten() throws IOException {
    var item = "{\"kind\":\"book\",\"page\":\"http://x/\",\"fields\":{\"price\":20.10}}";
    var folder = Files.createDirectories(root.resolve("shop/1"));
    Files.writeString(folder.resolve("items-00000.jsonl"), item + "\n");

    var items = ItemFiles.open(FolderStorage.open(root), "shop/1").page(Place.START, null, 10);

    assertThat(items.items()).hasSize(1).first().hasToString(item);
  }
}
