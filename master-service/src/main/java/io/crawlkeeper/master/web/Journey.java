package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** One write on its way to a leader: what the tries so far have shown. For one thread. */
final class Journey {

  private final Write write;
  private final boolean known;
  private boolean unclear;
  private @Nullable Answer answer;

  /**
   * @param before what this master knew before the first try
   */
  Journey(Write write, ClusterImage before) {
    this.write = write;
    this.known = write.names().stream().anyMatch(name -> before.task(name) != null);
  }

  Write write() {
    return write;
  }

  /** What a master answered. One of status 503 did not do it, or does not know. */
  void arrived(Answer given) {
    if (given.status() != 503) {
      answer = deletedBefore(given) ? Answer.noContent() : given;
    } else if (!given.is(ProblemCode.NOT_LEADING) && !given.is(ProblemCode.NOT_LOADED)) {
      unclear = true;
    }
  }

  /** No answer came. */
  void broke(IOException e) {
    if (!(e instanceof ConnectException)) {
      unclear = true;
    }
  }

  /** Null as long as there has to be another try. */
  @Nullable Answer answer() {
    return answer;
  }

  Answer giveUp() {
    return (unclear ? Problems.unknownOutcome() : Problems.noLeader()).answer();
  }

  /** A deletion leaves nothing by which the leader could know a second try of it. */
  private boolean deletedBefore(Answer given) {
    return unclear
        && known
        && write.raw().method().equals("DELETE")
        && given.is(ProblemCode.NO_SUCH_TASK);
  }
}
