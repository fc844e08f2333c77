package io.crawlkeeper.worker.crawl.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.tools.ValidateTool;

/** WARC files as other programs see them. */
final class Warcs {

  private Warcs() {}

  /** Reads a file record by record; each has to be handled before the next is read. */
  static void read(Path file, Reader each) throws IOException {
    try (var reader = new WarcReader(file)) {
      reader.onWarning(
          warning -> {
            throw new AssertionError(warning);
          });
      for (var read = reader.next(); read.isPresent(); read = reader.next()) {
        each.read(read.get());
      }
    }
  }

  /** What {@code jwarc validate} checks. */
  static void validate(Path file) {
    try {
      var validate = ValidateTool.class.getDeclaredMethod("validate", Path.class);
      validate.setAccessible(true);
      assertThat(validate.invoke(new ValidateTool(true), file)).isEqualTo(true);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  interface Reader {
    void read(WarcRecord warcRecord) throws IOException;
  }
}
