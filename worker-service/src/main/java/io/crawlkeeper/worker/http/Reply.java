package io.crawlkeeper.worker.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param bytes how many of the body were read, up to {@link Caller#MOST_BYTES}
 * @param text those bytes, decoded
 * @param location where it redirects to, as it was given; null if it does not
 */
record Reply(int status, int bytes, String text, @Nullable String location) {}
