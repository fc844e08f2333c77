package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Requests decided one upon the other, to be committed together and answered afterwards. */
final class Batch {

  /** A request and what it will be told if the commit succeeds. */
  record Answer(Submitted submitted, Reply reply) {}

  private final LeaderStore store;
  private final List<Change> changes = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private LeaderImage image;
  private int size;
  private Outcome outcome = Outcome.UNKNOWN;

  Batch(LeaderStore store, LeaderImage image) {
    this.store = store;
    this.image = image;
  }

  /** Requests on which nothing was decided. */
  Batch(LeaderStore store, LeaderImage image, Queue<Submitted> undecided) {
    this(store, image);
    take(undecided);
  }

  /** Adds requests that are to be answered with the batch; nothing was decided on them. */
  void take(Queue<Submitted> undecided) {
    undecided.forEach(submitted -> answers.add(new Answer(submitted, new Reply.NotLeading())));
  }

  /** The requests, in their order. */
  Queue<Submitted> requests() {
    var requests = new ArrayDeque<Submitted>();
    answers.forEach(answer -> requests.add(answer.submitted()));
    return requests;
  }

  /** Takes as many of the waiting requests as fit one commit; the rest stays in the queue. */
  static Batch of(
      LeaderStore store,
      LeaderImage image,
      Queue<Submitted> waiting,
      Instant now,
      LongSupplier ids) {
    var batch = new Batch(store, image);
    while (!waiting.isEmpty() && batch.add(waiting.element(), now, ids)) {
      waiting.remove();
    }
    return batch;
  }

  private boolean add(Submitted submitted, Instant now, LongSupplier ids) {
    var request = submitted.request();
    var decision = Decider.decide(image, request, now, ids);
    if (decision.changes().isEmpty() || request.dryRun()) {
      answers.add(new Answer(submitted, decision.reply()));
      return true;
    }
    var more = store.size(decision.changes());
    if (more > LeaderStore.LARGEST_COMMIT) {
      answers.add(new Answer(submitted, new Reply.TooLarge()));
      return true;
    }
    if (size + more > LeaderStore.LARGEST_COMMIT) {
      return false;
    }
    size += more;
    changes.addAll(decision.changes());
    for (var change : decision.changes()) {
      image = image.after(change);
    }
    answers.add(new Answer(submitted, decision.reply()));
    return true;
  }

  List<Change> changes() {
    return changes;
  }

  /** Whether tasks are to be handed over, or not any more, which placement has to look after. */
  boolean stirs() {
    return changes.stream()
        .anyMatch(
            change ->
                change instanceof Change.Cordoned
                    || change instanceof Change.Uncordoned
                    || (change instanceof Change.Renewed(var renewed) && renewed.until() != null));
  }

  /** The image as it is once the changes are committed. */
  LeaderImage image() {
    return image;
  }

  void answer() {
    answers.forEach(answer -> answer.submitted().answer(answer.reply()));
  }

  void answerAll(Reply reply) {
    answers.forEach(answer -> answer.submitted().answer(reply));
  }

  void outcome(Outcome of) {
    outcome = of;
  }

  /** What became of its commit; unknown before. */
  Outcome outcome() {
    return outcome;
  }
}
