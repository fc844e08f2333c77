package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads of runs while they are under way. */
@RestController
final class LiveReads {

  private final Lookout lookout;
  private final LiveStreams streams;
  private final Answers answers;

  LiveReads(Lookout lookout, LiveStreams streams, Answers answers) {
    this.lookout = lookout;
    this.streams = streams;
    this.answers = answers;
  }

  /** Null if the answer was streamed. */
  @GetMapping(
      path = "/api/v1/runs/{id}/live",
      produces = {TaskWrites.JSON, MediaType.TEXT_EVENT_STREAM_VALUE})
  @Nullable ResponseEntity<byte[]> live(
      @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
      throws HistoryAwayException, IOException, InterruptedException {
    Query.of(request).finish();
    var first = lookout.look(id);
    if (!wantsEvents(request)) {
      return answers.entity(Answer.of(200, first));
    }
    streams.stream(id, first, request, response);
    return null;
  }

  private static boolean wantsEvents(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream()
        .anyMatch(accept -> accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
  }
}
