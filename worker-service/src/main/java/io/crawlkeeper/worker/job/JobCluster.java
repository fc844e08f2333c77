package io.crawlkeeper.worker.job;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Port to the cluster that the Jobs run in. Safe for use by many threads; calls block, end in time
 * whether or not they are answered, and can be interrupted.
 */
public interface JobCluster extends AutoCloseable {

  Optional<FoundJob> find(String namespace, String name)
      throws ClusterTrouble, InterruptedException;

  /** All Jobs of this installation for a task. */
  List<FoundJob> ofTask(String namespace, long taskId) throws ClusterTrouble, InterruptedException;

  /** All Jobs of this installation for a run. */
  List<FoundJob> ofRun(String namespace, String run) throws ClusterTrouble, InterruptedException;

  /** All Jobs of this installation. */
  List<FoundJob> all(String namespace) throws ClusterTrouble, InterruptedException;

  /**
   * Makes a Job that starts nothing before it is {@linkplain #takeOver taken over}.
   *
   * @return false if there is one of that name already
   */
  boolean create(JobOrder order, JobTag tag) throws ClusterTrouble, InterruptedException;

  /**
   * Puts this tag on a Job and lets it start its container.
   *
   * @return false if it was changed since it was read, or has gone; then nothing was done
   */
  boolean takeOver(JobRef job, JobTag tag) throws ClusterTrouble, InterruptedException;

  /**
   * Has a Job deleted, which is gone only when its pods have gone.
   *
   * @return false if it was changed since it was read; then nothing was done
   */
  boolean delete(JobRef job) throws ClusterTrouble, InterruptedException;

  /** Lets Kubernetes remove a Job that has ended, when its time is over. */
  void expire(FoundJob job) throws ClusterTrouble, InterruptedException;

  /** The pods of a Job that are still there. */
  List<FoundPod> pods(JobRef job) throws ClusterTrouble, InterruptedException;

  /** What Kubernetes has to say of a Job that has no pods: that a quota is used up, for one. */
  List<String> complaints(JobRef job) throws ClusterTrouble, InterruptedException;

  /**
   * Tells of changes to the Jobs and pods of a run from now on.
   *
   * @param changed is called from any thread, often, and has to return at once
   */
  Watching watch(String namespace, String run, Runnable changed)
      throws ClusterTrouble, InterruptedException;

  /**
   * The last that a pod has logged.
   *
   * @param lines at most so many, of at most {@code bytes} in all
   */
  String log(FoundPod pod, int lines, int bytes) throws ClusterTrouble, InterruptedException;

  /**
   * Writes what a pod logs until its container ends.
   *
   * @throws IOException if the reader has gone, or the cluster does not answer
   */
  void follow(FoundPod pod, OutputStream to) throws IOException, InterruptedException;

  @Override
  void close();

  /** Changes are told until it is closed, or broken. */
  interface Watching extends AutoCloseable {

    /** Whether nothing is told any more; the listener was called when that came about. */
    boolean broken();

    @Override
    void close();
  }
}
