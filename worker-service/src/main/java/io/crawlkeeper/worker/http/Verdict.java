package io.crawlkeeper.worker.http;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says whether an answer is as it was expected, with its status and first characters. */
final class Verdict {

  /** Of the body in the reason: a person reads it, and it is stored with each run. */
  private static final int SHOWN = 300;

  private static final String HIDDEN = "***";

  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Verdict() {}

  /**
   * @param secrets what must not be shown, though the answer may repeat what was sent
   */
  static Outcome on(HttpSpec spec, Reply reply, List<String> secrets) {
    var wrong = wrong(spec, reply);
    var answer = "answered " + reply.status() + beginning(reply, secrets);
    return new Outcome(
        wrong == null ? Ended.SUCCEEDED : Ended.FAILED,
        new Progress(0, 1, wrong == null ? 0 : 1, reply.bytes(), 0),
        null,
        wrong == null ? answer : wrong + "; it " + answer);
  }

  private static @Nullable String wrong(HttpSpec spec, Reply reply) {
    var expect = spec.effectiveExpect();
    if (expect.effectiveStatus().stream().noneMatch(range -> range.has(reply.status()))) {
      return "the status is not among "
          + expect.effectiveStatus().stream()
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    var text = expect.text();
    return text == null || reply.text().contains(text)
        ? null
        : "the answer does not contain the text that is expected";
  }

  private static String beginning(Reply reply, List<String> secrets) {
    var told = reply.text();
    for (var secret : secrets) {
      told = secret.isEmpty() ? told : told.replace(secret, HIDDEN);
    }
    var text = INVISIBLE.matcher(told).replaceAll(" ").strip();
    if (text.isEmpty()) {
      return " without a body";
    }
    return ": " + Brief.shown(text, SHOWN);
  }
}
