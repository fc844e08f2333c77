package io.crawlkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.settings.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest extends StorageContract {
  @TempDir Path root;

  @Override
  Storage storage() throws IOException {
    return FolderStorage.open(root);
  }

  @Test
  void leavesNoFolderBehind() throws IOException {
    var segment = claimed(1).create(new SegmentPlace(FOLDER, 1, NAME));
    segment.write(bytes("one"));
    segment.close();

    storage().delete(FOLDER);

    assertThat(root.resolve("docs")).doesNotExist();
  }

  @Test
  void doesNotFollowLinksWhenItDeletes(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("precious"), "kept");
    Files.createDirectories(root.resolve(FOLDER));
    Files.createSymbolicLink(root.resolve(FOLDER).resolve("link"), elsewhere);

    storage().delete(FOLDER);

    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @Test
  void saysWhatToDoIfTheFolderCannotBe() throws IOException {
    var file = Files.writeString(root.resolve("file"), "no folder");

    assertThatThrownBy(() -> Storages.open(StorageSettings.folder(file.resolve("x"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file.toString())
        .extracting(refused -> ((StartRefused) refused).action())
        .asString()
        .contains("crawlkeeper.storage.url");
  }
}
