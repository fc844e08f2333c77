package io.crawlkeeper.worker.web;

import io.crawlkeeper.model.RuleTrial;
import io.crawlkeeper.worker.crawl.RuleTrials;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodeCodec.UnreadableZnode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries extraction rules for a master, which has checked what it sends. */
@RestController
final class TrialEndpoint {
  private static final int MOST_BYTES = 20 << 20;
  private static final int BUSY = 503;

  private final RuleTrials trials;

  TrialEndpoint(RuleTrials trials) {
    this.trials = trials;
  }

  /** Status 503 if there is no room for another trial now. */
  @PostMapping("/internal/v1/extract:try")
  ResponseEntity<byte[]> tryOut(HttpServletRequest request)
      throws IOException, InterruptedException {
    var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return ResponseEntity.status(413).build();
    }
    RuleTrial asked;
    try {
      asked = ZnodeCodec.decode(body, RuleTrial.class);
    } catch (UnreadableZnode e) {
      return ResponseEntity.badRequest().build();
    }
    var trial = trials.on(asked);
    return trial == null
        ? ResponseEntity.status(BUSY).build()
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(TrialJson.of(trial));
  }
}
