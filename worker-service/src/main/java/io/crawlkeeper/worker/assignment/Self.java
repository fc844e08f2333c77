package io.crawlkeeper.worker.assignment;

import java.util.function.BooleanSupplier;

/**
 * This worker.
 *
 * @param worker name with incarnation
 * @param slots attempts under way at once, at least 1
 * @param mayFire whether the clock agrees with ZooKeeper's
 * @param mayStart whether the session is sure enough to begin something new
 */
public record Self(String worker, int slots, BooleanSupplier mayFire, BooleanSupplier mayStart) {}
