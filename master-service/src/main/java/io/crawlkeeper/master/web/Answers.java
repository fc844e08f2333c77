package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Gives answers to Spring, each with the name of the leader. */
final class Answers {

  private final ClusterView view;

  Answers(ClusterView view) {
    this.view = view;
  }

  ResponseEntity<byte[]> entity(Answer answer) {
    var headers = new HttpHeaders();
    headers.setAll(answer.headers());
    headers.set("X-Content-Type-Options", "nosniff");
    view.leader().ifPresent(leader -> headers.set("Crawlkeeper-Leader", leader.participant()));
    return answer.status() == 204
        ? ResponseEntity.noContent().headers(headers).build()
        : ResponseEntity.status(answer.status()).headers(headers).body(answer.body());
  }

  void write(Answer answer, HttpServletResponse response) throws IOException {
    var entity = entity(answer);
    response.setStatus(answer.status());
    entity.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.getOutputStream().write(answer.body());
  }

  ResponseEntity<byte[]> entity(Problem problem) {
    return entity(problem.answer());
  }
}
