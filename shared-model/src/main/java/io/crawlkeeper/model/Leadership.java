package io.crawlkeeper.model;

/**
 * Who leads, as the holder of an epoch wrote it.
 *
 * @param master what the operator called it
 * @param address {@code host:port} of its HTTP endpoint
 * @param latch name of its node under {@code /election}: while that exists, it leads
 */
public record Leadership(String master, String address, String latch) {

  /** How masters are named to users and in the election: {@code master-2|192.168.0.107:9091}. */
  public String participant() {
    return master + "|" + address;
  }
}
