package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.JobSpec.QuantitiesSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import io.crawlkeeper.model.Quantity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What containers get that ask for nothing, and the most that one may ask for. */
public record ResourceRules(Range cpu, Range memory) {

  /**
   * @param otherwise what a container gets that asks for nothing
   */
  public record Range(Quantity otherwise, Quantity most) {}

  private record Share(String request, String limit) {}

  /**
   * @throws IllegalArgumentException naming the setting that does not allow it
   */
  JobOrder.Resources of(@Nullable ResourcesSpec spec) {
    var requests = spec == null ? null : spec.requests();
    var limits = spec == null ? null : spec.limits();
    var ofCpu = share("CPU", cpu, requests == null ? null : requests.cpu(), cpu(limits));
    var ofMemory =
        share("memory", memory, requests == null ? null : requests.memory(), memory(limits));
    return new JobOrder.Resources(
        ofCpu.request(), ofCpu.limit(), ofMemory.request(), ofMemory.limit());
  }

  private static @Nullable Quantity cpu(@Nullable QuantitiesSpec limits) {
    return limits == null ? null : limits.cpu();
  }

  private static @Nullable Quantity memory(@Nullable QuantitiesSpec limits) {
    return limits == null ? null : limits.memory();
  }

  /** Who gives one of both gets the other so that it goes with it. */
  private static Share share(
      String what, Range range, @Nullable Quantity request, @Nullable Quantity limit) {
    var most =
        limit != null
            ? limit
            : request != null ? larger(request, range.otherwise()) : range.otherwise();
    var least = request != null ? request : smaller(most, range.otherwise());
    check(what, most, range.most());
    check(what, least, most);
    return new Share(least.text(), most.text());
  }

  private static void check(String what, Quantity wanted, Quantity most) {
    if (wanted.amount().compareTo(most.amount()) > 0) {
      throw new IllegalArgumentException(
          "the task asks for %s of %s and may have %s: see crawlkeeper.jobs.max-%s of the worker"
              .formatted(wanted, what, most, what.toLowerCase(Locale.ROOT)));
    }
  }

  private static Quantity larger(Quantity one, Quantity other) {
    return one.amount().compareTo(other.amount()) >= 0 ? one : other;
  }

  private static Quantity smaller(Quantity one, Quantity other) {
    return one.amount().compareTo(other.amount()) <= 0 ? one : other;
  }
}
