package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A URL that was found and is not taken. One that is taken later, for another reason to do so,
 * loses its refusal.
 *
 * @param reason for people
 * @param referrer the page that links here first; null for a seed
 */
public record Refusal(
    String url, Fingerprint fingerprint, String reason, @Nullable String referrer) {}
