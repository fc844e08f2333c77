package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
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

  ResponseEntity<byte[]> entity(Problem problem) {
    return entity(problem.answer());
  }
}
