package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.live.LiveView.Host;
import io.crawlkeeper.worker.crawl.live.Recorder;
import io.crawlkeeper.worker.crawl.politeness.HostView;
import io.crawlkeeper.worker.run.Attempt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the view of a run that people look at. For the thread that coordinates the run. */
final class Portrait {
  private final Web web;
  private final Attempt attempt;
  private final Starter starter;
  private final Recorder recorder;
  private final Instant since;

  Portrait(Web web, Attempt attempt, Starter starter, Recorder recorder) {
    this.web = web;
    this.attempt = attempt;
    this.starter = starter;
    this.recorder = recorder;
    this.since = web.clocks().wall().instant();
  }

  LiveView draw(long queued) {
    var run = attempt.run();
    recorder.forbidden(starter.forbidden());
    return new LiveView(
        run.id(),
        run.task(),
        run.attempt(),
        since,
        web.clocks().wall().instant(),
        queued,
        starter.inFlight(),
        recorder.figures(web.clocks().ticker().getAsLong()),
        starter.hosts().size(),
        hosts(),
        recorder.errors(),
        recorder.recent());
  }

  private List<Host> hosts() {
    var busiest = busiest();
    var names = busiest.stream().map(host -> host.host).collect(Collectors.toSet());
    var views =
        web.gate().views(names, web.clocks().ticker().getAsLong()).stream()
            .collect(Collectors.toMap(HostView::host, view -> view));
    return busiest.stream().map(host -> host(host, views.get(host.host))).toList();
  }

  private Host host(OpenHost open, @Nullable HostView view) {
    if (view == null) {
      return new Host(open.origin, open.inFlight, null, null, null, null, null);
    }
    var closed = view.closedFor().isPositive();
    return new Host(
        open.origin,
        open.inFlight,
        null,
        view.delay(),
        closed ? web.clocks().wall().instant().plus(view.closedFor()) : null,
        closed ? view.why() : null,
        view.here() ? null : view.holder());
  }

  private List<OpenHost> busiest() {
    return starter.hosts().stream()
        .sorted(
            Comparator.comparingInt((OpenHost host) -> host.inFlight)
                .thenComparingInt(host -> host.entries.size())
                .reversed()
                .thenComparing(host -> host.origin))
        .limit(LiveView.MOST_HOSTS)
        .toList();
  }
}
