package io.crawlkeeper.master.web;

import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.TaskDocument;
import io.crawlkeeper.master.task.TaskDraft;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Idempotency-Key}: the client's name for a request that it may send again. */
final class IdempotencyKey {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private IdempotencyKey() {}

  /**
   * @return null if there is none
   * @throws Refusal if it is not 1 to 255 visible ASCII characters
   */
  static Request.@Nullable Key of(HttpServletRequest request, TaskDraft draft) {
    return of(request, TaskDocument.canonical(draft));
  }

  /**
   * @param meaning equal for requests that ask for the same
   * @return null if there is none
   * @throws Refusal as above
   */
  static Request.@Nullable Key of(HttpServletRequest request, String meaning) {
    return of(request, meaning.getBytes(StandardCharsets.UTF_8));
  }

  private static Request.@Nullable Key of(HttpServletRequest request, byte[] meaning) {
    var given = Collections.list(request.getHeaders(HEADER));
    if (given.isEmpty()) {
      return null;
    }
    if (given.size() > 1 || !FORM.matcher(given.getFirst()).matches()) {
      throw new Refusal(Problems.header(HEADER, "must be 1 to 255 visible ASCII characters, once"));
    }
    var key = given.getFirst().getBytes(StandardCharsets.US_ASCII);
    return new Request.Key(sha256(key), sha256(meaning));
  }

  /**
   * @throws Refusal if there is one
   */
  static void refuse(HttpServletRequest request, String why) {
    if (request.getHeader(HEADER) != null) {
      throw new Refusal(Problems.header(HEADER, why));
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
