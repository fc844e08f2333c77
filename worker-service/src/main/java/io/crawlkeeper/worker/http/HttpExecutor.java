package io.crawlkeeper.worker.http;

import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.Credentials;
import io.crawlkeeper.worker.crawl.fetch.FetchFailures;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.util.List;

/**
 * Calls a URL and looks whether the answer is as the task expects. An attempt is one request, and
 * those of its redirects if the task wants them followed; whether another attempt follows one that
 * failed is for the run's retries to say. Private addresses are as far away as for crawls. An
 * attempt leaves nothing behind, so there is nothing to go on with after a loss, and nothing to
 * clear.
 */
public final class HttpExecutor implements TaskExecutor, AutoCloseable {

  private final Caller caller;
  private final Credentials credentials;

  public HttpExecutor(FetchSettings settings) {
    this.caller = new Caller(settings);
    this.credentials = new Credentials(settings.secrets());
  }

  @Override
  public String kind() {
    return HttpSpec.KIND;
  }

  @Override
  public Outcome execute(Attempt attempt) throws InterruptedException {
    var spec = attempt.spec().http();
    var url = UrlParser.parse(spec.url());
    if (url == null) {
      return failed("no request can name the URL " + spec.url());
    }
    // Who cannot be sure to own the run sends nothing: another attempt may be under way elsewhere.
    if (!attempt.mayAct()) {
      throw new InterruptedException("the session is not sure");
    }
    try {
      return Verdict.on(spec, caller.call(spec, authorization(spec)), secrets(spec));
    } catch (IllegalArgumentException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return broken(attempt, spec, url, e);
    }
  }

  private String authorization(HttpSpec spec) {
    var auth = spec.auth();
    return auth == null ? "" : credentials.authorization(auth);
  }

  /** In the forms in which they are sent. */
  private List<String> secrets(HttpSpec spec) {
    var auth = spec.auth();
    return auth == null ? List.of() : credentials.sent(auth);
  }

  private static Outcome broken(Attempt attempt, HttpSpec spec, CrawlUrl url, IOException e)
      throws InterruptedException {
    if (attempt.stopRequested()) {
      throw new InterruptedException("the attempt was stopped");
    }
    return failed(
        e instanceof LateException
            ? "no full answer within the timeout, " + spec.effectiveTimeout()
            : FetchFailures.inWords(e, url));
  }

  private static Outcome failed(String reason) {
    return new Outcome(Ended.FAILED, new Progress(0, 0, 1, 0, 0), null, reason);
  }

  /** Nothing of a call stays. */
  @Override
  public void clear(Run run) {}

  @Override
  public void close() {
    caller.close();
  }
}
