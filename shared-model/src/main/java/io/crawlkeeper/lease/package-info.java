/** Leases of hosts, by which workers share a host's limits. Pure: time is an argument. */
@NullMarked
package io.crawlkeeper.lease;

import org.jspecify.annotations.NullMarked;
