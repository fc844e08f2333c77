package io.crawlkeeper.worker.job.kubernetes;

/** Plays what would run the containers of Jobs. */
interface Kubelet {

  /** The Job has a pod, whose container cannot start yet. */
  void waits(String job, String reason, String message);

  /** The Job has a pod, whose container runs. */
  void runs(String job);

  /** The container has ended, and the Job with it. */
  void ends(String job, int code, String lastLine);

  /** Lets what was deleted go. */
  void gone(String job);
}
