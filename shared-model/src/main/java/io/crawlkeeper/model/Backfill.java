package io.crawlkeeper.model;

import java.time.Instant;

/**
 * A backfill that a user asked for and that is not through.
 *
 * @param request its number
 * @param schedule as it was when it was asked for
 * @param next the first tick at or after this is to be run next
 * @param to no tick after this is run
 */
public record Backfill(long request, ScheduleSpec schedule, Instant next, Instant to) {}
