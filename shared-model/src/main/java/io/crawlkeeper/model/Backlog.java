package io.crawlkeeper.model;

import java.time.Instant;

/**
 * Ticks that were missed and are still to be caught up, each as soon as there is room for its run.
 *
 * @param until nominal time of the last of them
 * @param noticed ticks after those, up to this nominal time, have come due while the owner was
 *     there. They are not missed, and are decided on when the cursor comes to them.
 */
public record Backlog(Instant until, Instant noticed) {}
