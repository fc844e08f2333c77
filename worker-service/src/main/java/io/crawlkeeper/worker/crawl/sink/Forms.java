package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.Output;
import java.util.List;
import java.util.stream.Stream;

/** Which files a plan asks for. */
final class Forms {

  private Forms() {}

  static List<Encoder> of(CrawlPlan plan, String software) {
    return plan.output().stream().distinct().flatMap(output -> of(output, plan, software)).toList();
  }

  private static Stream<Encoder> of(Output output, CrawlPlan plan, String software) {
    return switch (output) {
      case JSONL -> Stream.of(new PageLines(), new ItemLines());
      case CSV -> Stream.of(new ItemTable(plan.extract()));
      case WARC -> Stream.of(new WarcFile(software));
      case SQL -> Stream.empty();
    };
  }
}
