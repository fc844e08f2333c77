package io.crawlkeeper.worker.job.kubernetes;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers as told, each a number of times; all else as the mock does. */
final class Faults extends Dispatcher {
  private final KubernetesMixedDispatcher inner = new KubernetesMixedDispatcher(new HashMap<>());
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  private record Fault(
      Predicate<RecordedRequest> of, AtomicInteger left, Supplier<MockResponse> answer) {}

  /** How often the answers given so far have still to come. */
  int left() {
    return faults.stream().mapToInt(fault -> Math.max(0, fault.left().get())).sum();
  }

  void answer(int times, String method, String part, Supplier<MockResponse> answer) {
    faults.add(
        new Fault(
            request -> request.getMethod().equals(method) && request.getPath().contains(part),
            new AtomicInteger(times),
            answer));
  }

  void refuse(int times, String method, String part, int code, String reason, String message) {
    answer(
        times,
        method,
        part,
        () -> new MockResponse().setResponseCode(code).setBody(status(code, reason, message)));
  }

  /** A watch that ends at once, as what it began from is forgotten. */
  void tooOld(int times, String part) {
    answer(times, "GET", part, () -> new MockResponse().withWebSocketUpgrade(new TooOld()));
  }

  private static String status(int code, String reason, String message) {
    return Serialization.asJson(
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(code)
            .withReason(reason)
            .withMessage(message)
            .build());
  }

  private static final class TooOld extends WebSocketListener {
    @Override
    public void onOpen(WebSocket socket, Response response) {
      socket.send(
          "{\"type\":\"ERROR\",\"object\":%s}"
              .formatted(status(410, "Expired", "too old resource version")));
    }
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    for (var fault : faults) {
      if (fault.of().test(request) && fault.left().getAndDecrement() > 0) {
        return fault.answer().get();
      }
    }
    return inner.dispatch(request);
  }
}
