package io.crawlkeeper.master.task;

import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.WorkSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a task does: of the fields for that, a spec has exactly one. */
public final class WorkReader {

  /** The fields for what a task does. */
  public static final List<String> WORK =
      List.of(CrawlSpec.KIND, JobSpec.KIND, HttpSpec.KIND, PluginSpec.FIELD);

  private WorkReader() {}

  /**
   * @param task holds the spec
   */
  static @Nullable WorkSpec read(Fields task, Fields spec) {
    var given = WORK.stream().filter(spec::has).toList();
    if (given.size() != 1) {
      task.refuse("spec", "must have exactly one of crawl, job, http and plugin");
      return null;
    }
    return switch (given.getFirst()) {
      case CrawlSpec.KIND -> CrawlReader.read(spec.object(CrawlSpec.KIND, CrawlReader.CRAWL));
      case JobSpec.KIND -> JobReader.read(spec.object(JobSpec.KIND, JobReader.JOB));
      case HttpSpec.KIND -> HttpReader.read(spec.object(HttpSpec.KIND, HttpReader.HTTP));
      default -> PluginReader.read(spec.object(PluginSpec.FIELD, PluginReader.PLUGIN));
    };
  }
}
