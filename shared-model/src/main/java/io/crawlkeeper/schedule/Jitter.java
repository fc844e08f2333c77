package io.crawlkeeper.schedule;

import java.time.Duration;

/**
 * Spreads tasks that have the same schedule: each is put off by a share of the jitter that depends
 * on its id alone, so that every node reckons the same.
 *
 * <p>The share is {@code h / 2^32}, where {@code h} is the upper half of the first output of
 * SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014) seeded with
 * the id; the delay is rounded down to the millisecond.
 */
final class Jitter {

  private Jitter() {}

  /**
   * @param jitter at most 24 days, beyond which the product would overflow
   */
  static Duration share(Duration jitter, long taskId) {
    return Duration.ofMillis((jitter.toMillis() * (mix(taskId) >>> 32)) >>> 32);
  }

  private static long mix(long seed) {
    var mixed = seed + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
