package io.crawlkeeper.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a crawl has left in {@code pages-00000.jsonl}. */
public final class Pages {

  private Pages() {}

  /**
   * URLs, one for each line: a page that was stored twice is there twice. All were answered 200.
   */
  public static List<String> urls(Path output) throws IOException {
    var pages =
        Files.readAllLines(output.resolve("pages-00000.jsonl")).stream()
            .map(ZnodeCodec.mapper()::readTree)
            .toList();
    assertThat(pages).allMatch(page -> page.path("status").asInt(0) == 200);
    return pages.stream().map(page -> page.path("url").asString()).toList();
  }
}
