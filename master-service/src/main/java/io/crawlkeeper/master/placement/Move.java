package io.crawlkeeper.master.placement;

import org.jspecify.annotations.Nullable;

/**
 * A change of the place of one task.
 *
 * @param from worker that has it; null if none
 * @param to worker that shall have it, the same if it keeps it after all; null if it has to wait
 */
public record Move(String task, @Nullable String from, @Nullable String to) {}
