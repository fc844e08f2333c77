package io.crawlkeeper.master.task;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many new tasks in one request.
 *
 * @param atomic all or none
 */
public record Batch(boolean atomic, List<Item> items) {

  public Batch {
    items = List.copyOf(items);
  }

  /** The tasks that could be read. */
  public List<TaskDraft> drafts() {
    return items.stream().flatMap(Item::drafts).toList();
  }

  /** One of the batch, in its place. */
  public sealed interface Item {

    /** What the user called it; null if he gave no name that can be read. */
    @Nullable String name();

    private Stream<TaskDraft> drafts() {
      return switch (this) {
        case Good good -> Stream.of(good.draft);
        case Wrong _, TooLarge _ -> Stream.of();
      };
    }
  }

  public record Good(TaskDraft draft) implements Item {
    @Override
    public String name() {
      return Objects.requireNonNull(draft.name());
    }
  }

  /** What is wrong with it; the pointers start at the body of the request: {@code /tasks/3/…}. */
  public record Wrong(@Nullable String name, List<Finding> findings) implements Item {
    public Wrong {
      findings = List.copyOf(findings);
    }
  }

  public record TooLarge(@Nullable String name) implements Item {}
}
