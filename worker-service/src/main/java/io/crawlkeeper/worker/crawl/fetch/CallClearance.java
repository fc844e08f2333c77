package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChain.Scope;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * The last step before a request goes to its connection, which stands: waits until the call is
 * cleared. The thread serves all connections, so it is not this one that waits.
 */
final class CallClearance implements AsyncExecChainHandler {

  @Override
  public void execute(
      HttpRequest request,
      @Nullable AsyncEntityProducer entity,
      Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    var call = Call.of(scope.clientContext);
    var toProxy = Method.CONNECT.isSame(request.getMethod());
    var wait = toProxy ? 0 : call.nanosToWait();
    if (wait > 0) {
      CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS)
          .execute(() -> again(request, entity, scope, chain, callback));
      return;
    }
    chain.proceed(request, entity, scope, callback);
    if (!toProxy) {
      call.written();
    }
  }

  private void again(
      HttpRequest request,
      @Nullable AsyncEntityProducer entity,
      Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback) {
    try {
      execute(request, entity, scope, chain, callback);
    } catch (HttpException | IOException | RuntimeException e) {
      callback.failed(e);
    }
  }
}
