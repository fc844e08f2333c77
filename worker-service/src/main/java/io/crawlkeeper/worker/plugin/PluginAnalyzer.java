package io.crawlkeeper.worker.plugin;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence that it is a plug-in that has kept the worker from starting. */
public final class PluginAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, BeanCreationException e) {
    var culprit = culprit(e);
    return culprit == null
        ? null
        : new FailureAnalysis(
            "The plug-in of %s has failed: %s.".formatted(culprit, reason(e)),
            "Mend its settings, or take it out of crawlkeeper.plugins-folder.",
            e);
  }

  /** The class of a plug-in that was at work; null if none was. */
  private static @Nullable String culprit(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      for (var frame : cause.getStackTrace()) {
        if (PluginJars.LOADER.equals(frame.getClassLoaderName())) {
          return frame.getClassName();
        }
      }
    }
    return null;
  }

  private static String reason(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
