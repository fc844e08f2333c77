package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a task lives.
 *
 * @param taskId the task that is meant, as a name can be used again
 * @param worker name of the owner with its incarnation
 * @param taskVersion version of the task's znode that the owner must have read
 * @param generation the generation of the task to run
 * @param request number of the last request to the owner; 0 if there was none
 * @param until when the owner has to have handed the task over; null as long as it is to keep it
 */
public record Assignment(
    String task,
    long taskId,
    String worker,
    int taskVersion,
    long generation,
    long request,
    @Nullable Instant until) {}
