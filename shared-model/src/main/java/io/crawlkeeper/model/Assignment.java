package io.crawlkeeper.model;

/**
 * Where a task lives.
 *
 * @param taskId the task that is meant, as a name can be used again
 * @param worker name of the owner with its incarnation
 * @param taskVersion version of the task's znode that the owner must have read
 * @param generation the generation of the task to run
 */
public record Assignment(
    String task, long taskId, String worker, int taskVersion, long generation) {}
