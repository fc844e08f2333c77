package io.crawlkeeper.worker.job;

/**
 * A Job at one moment.
 *
 * @param uid differs from that of any other Job that was ever called the same
 * @param version changes whenever anything of the Job does; nobody else may interpret it
 */
public record JobRef(String namespace, String name, String uid, String version) {

  @Override
  public String toString() {
    return name + " in namespace " + namespace;
  }
}
