package io.crawlkeeper.simulation.keeper;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;

/** The real client puts the results of a refused multi into its exception; nobody else can. */
final class Refusals {

  private static final Method RESULTS = results();

  private Refusals() {}

  private static Method results() {
    try {
      var method = KeeperException.class.getDeclaredMethod("setMultiResults", List.class);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static KeeperException with(KeeperException cause, List<OpResult> results) {
    var refusal = KeeperException.create(cause.code());
    try {
      var _ = RESULTS.invoke(refusal, results);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return refusal;
  }
}
