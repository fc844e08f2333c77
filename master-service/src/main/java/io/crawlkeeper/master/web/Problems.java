package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.ProblemCode.*;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.task.Finding;
import io.crawlkeeper.master.task.InvalidTask;
import io.crawlkeeper.master.task.MalformedJson;
import io.crawlkeeper.model.Brief;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Makes all problems that the API answers. */
final class Problems {

  static final Map<String, String> SOON = Map.of("Retry-After", "1");

  private Problems() {}

  /** What to answer for an exception; of one that nobody expected nothing is told. */
  static Problem of(Throwable e) {
    return switch (e) {
      case Refusal refusal -> refusal.problem();
      case InvalidTask invalid -> invalid(invalid.findings());
      case MalformedJson malformed -> of(MALFORMED_JSON, String.valueOf(malformed.getMessage()));
      case HttpRequestMethodNotSupportedException method -> method(method);
      case ErrorResponse response -> ofStatus(response.getStatusCode().value());
      case HistoryAwayException _ -> RunProblems.historyAway();
      case IOException _ -> of(BAD_REQUEST, "The body could not be read to its end.");
      default -> ofStatus(500);
    };
  }

  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> of(NOT_FOUND, "There is nothing at this path; the API is below /api/v1.");
      case 405 -> of(METHOD_NOT_ALLOWED, "This resource does not know that method.");
      case 406 -> of(NOT_ACCEPTABLE, "Accept must allow application/json.");
      case 413 -> of(TOO_LARGE, "The request is larger than is taken.");
      case 415 ->
          of(
              UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be application/json; for PATCH also"
                  + " application/merge-patch+json. Compressed bodies are not taken.");
      case 503 -> new Problem(NOT_LOADED, "Ask again soon.", List.of(), SOON);
      default ->
          status < 500
              ? of(BAD_REQUEST, "The request's line, path, query or headers are not valid HTTP.")
              : of(INTERNAL, "The request was valid. Details are in this master's log.");
    };
  }

  private static Problem method(HttpRequestMethodNotSupportedException e) {
    var supported = e.getSupportedMethods();
    var allow =
        supported == null
            ? ""
            : Arrays.stream(supported).sorted().collect(Collectors.joining(", "));
    return new Problem(
        METHOD_NOT_ALLOWED,
        "This resource knows: " + allow + ".",
        List.of(),
        Map.of("Allow", allow));
  }

  static Problem invalid(List<Finding> findings) {
    return faults(
        INVALID_TASK,
        findings.stream().map(one -> Fault.pointer(one.pointer(), one.detail())).toList());
  }

  static Problem parameters(List<Fault> faults) {
    return faults(INVALID_PARAMETER, faults);
  }

  static Problem body(List<Fault> faults) {
    return faults(INVALID_BODY, faults);
  }

  static Problem header(String name, String detail) {
    return faults(INVALID_HEADER, List.of(Fault.header(name, detail)));
  }

  /** Says the first fault; the others are listed. */
  static Problem faults(ProblemCode code, List<Fault> faults) {
    var first = faults.getFirst().sentence();
    var more =
        switch (faults.size()) {
          case 1 -> "";
          case 2 -> " One more is listed.";
          default -> " %d more are listed.".formatted(faults.size() - 1);
        };
    return new Problem(code, first + more, faults, Map.of());
  }

  static Problem noSuchTask(String name) {
    return of(NO_SUCH_TASK, "There is no task '%s'.".formatted(brief(name)));
  }

  static Problem exists(String name, String pointer) {
    var detail = "There is a task '%s' already.".formatted(name);
    return new Problem(TASK_EXISTS, detail, List.of(Fault.pointer(pointer, "is taken")), Map.of());
  }

  /**
   * @param version what the task has now; null if it does not exist
   */
  static Problem stale(String name, @Nullable Integer version) {
    return of(
        STALE,
        version == null
            ? "There is no task '%s', or another one than the condition names.".formatted(name)
            : "The task '%s' is there and has version %d, other than the condition says."
                .formatted(name, version));
  }

  static Problem conflict(String name) {
    return new Problem(
        CONFLICT,
        "The task '%s' was changed by others each time this patch was tried.".formatted(name),
        List.of(),
        SOON);
  }

  static Problem keyReused() {
    return faults(
        KEY_REUSED, List.of(Fault.header("Idempotency-Key", "was used with another body before")));
  }

  static Problem keySpent(String name) {
    return of(
        KEY_SPENT,
        "This key created the task '%s', which has been deleted since; use a new key."
            .formatted(name));
  }

  static Problem inconsistent() {
    return of(
        INTERNAL,
        "ZooKeeper holds something else for this task than was written; nothing was changed. The"
            + " path is in the leader's log.");
  }

  static Problem tooLarge(String detail) {
    return of(TOO_LARGE, detail);
  }

  /** One of a batch. */
  static Problem taskTooLarge(String pointer) {
    return faults(TOO_LARGE, List.of(Fault.pointer(pointer, "is larger than 64 KiB")));
  }

  static Problem noLeader() {
    return new Problem(
        NO_LEADER,
        "Nothing was changed. The masters elect a leader; ask again soon.",
        List.of(),
        SOON);
  }

  static Problem notLeading() {
    return new Problem(NOT_LEADING, "Nothing was changed. Another master leads.", List.of(), SOON);
  }

  static Problem unknownOutcome() {
    return new Problem(
        UNKNOWN_OUTCOME,
        "The change may or may not have been made; look before you ask again.",
        List.of(),
        SOON);
  }

  static Problem notLoaded() {
    return new Problem(NOT_LOADED, "The tasks are not read yet; ask again soon.", List.of(), SOON);
  }

  static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, List.of(), Map.of());
  }

  static String brief(String name) {
    return Brief.shown(name, 253);
  }
}
