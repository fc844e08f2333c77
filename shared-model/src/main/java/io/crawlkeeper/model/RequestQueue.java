package io.crawlkeeper.model;

import java.util.List;

/**
 * The requests of a task that may not have been taken up yet. Written by the leader alone.
 *
 * @param last number of the last request ever made
 * @param requests oldest first; those that were taken up are dropped some time later
 */
public record RequestQueue(String task, long taskId, long last, List<RunRequest> requests) {

  public RequestQueue {
    requests = List.copyOf(requests);
  }

  public static RequestQueue empty(String task, long taskId) {
    return new RequestQueue(task, taskId, 0, List.of());
  }
}
