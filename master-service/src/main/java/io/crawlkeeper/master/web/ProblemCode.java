package io.crawlkeeper.master.web;

import io.crawlkeeper.model.Words;

/** Every kind of error that the API answers. The codes are stable: programs may rely on them. */
public enum ProblemCode {
  BAD_REQUEST(400, "The request cannot be understood"),
  MALFORMED_JSON(400, "The body is not the JSON it should be"),
  INVALID_TASK(400, "The task is not valid"),
  INVALID_PARAMETER(400, "A query parameter is not valid"),
  INVALID_HEADER(400, "A header is not valid"),
  INVALID_BODY(400, "The body is not valid"),
  TOO_MANY_TICKS(400, "There are too many ticks"),
  NOT_FOUND(404, "There is nothing here"),
  NO_SUCH_TASK(404, "There is no such task"),
  NO_SUCH_RUN(404, "There is no such run"),
  NO_SUCH_BACKFILL(404, "There is no such backfill"),
  NO_SUCH_WORKER(404, "There is no such worker"),
  NO_RESULTS(404, "There are no such results"),
  NO_SUCH_PAGE(404, "There is no such page"),
  NO_LOG(404, "There is no such log"),
  METHOD_NOT_ALLOWED(405, "This method is not for this resource"),
  NOT_ACCEPTABLE(406, "The answer can only be JSON"),
  TASK_EXISTS(409, "There is such a task already"),
  KEY_SPENT(409, "The idempotency key is used up"),
  CONFLICT(409, "The task changes too fast"),
  RUN_ENDED(409, "The run has ended"),
  RUN_NOT_RUNNING(409, "The run is not under way"),
  NOT_A_CRAWL(409, "The task is no crawl"),
  NOT_RECURRING(409, "The task runs only once"),
  AMBIGUOUS_WORKER(409, "Several workers have this id"),
  STALE(412, "The task is not as the precondition says"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
  KEY_REUSED(422, "The idempotency key was used for another request"),
  NOT_FETCHED(422, "There is no page to try the rules on"),
  TOO_MANY_STREAMS(429, "Too many streams are open"),
  QUEUE_FULL(429, "Too many requests wait for the owner of the task"),
  INTERNAL(500, "Something broke in Crawlkeeper"),
  NO_LEADER(503, "No master leads at the moment"),
  NOT_LEADING(503, "This master does not lead"),
  UNKNOWN_OUTCOME(503, "It is not known whether it was done"),
  NOT_LOADED(503, "This master is still starting"),
  HISTORY_AWAY(503, "The history cannot be read now"),
  STORAGE_AWAY(503, "The results cannot be read now"),
  NO_WORKER(503, "No worker can do this now"),
  WORKER_UNREACHABLE(503, "The worker does not answer");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** As it stands in answers: {@code no-such-task}. */
  public String word() {
    return Words.of(this);
  }
}
