package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a host is treated at this moment, for people.
 *
 * @param host with port
 * @param delay between starts that is in force: the strictest demand, or more for a slow host
 * @param concurrency in force
 * @param inFlight requests of this worker under way
 * @param closedFor how long the host is left alone; zero if it is not
 * @param why it is, or was last, left alone; null if it never was
 * @param here whether this worker may send requests to it
 * @param holder name of the other worker that may; null if there is none or it is not known
 */
public record HostView(
    String host,
    Duration delay,
    int concurrency,
    int inFlight,
    Duration closedFor,
    @Nullable String why,
    boolean here,
    @Nullable String holder) {}
