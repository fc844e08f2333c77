package io.crawlkeeper.worker;

import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.SoftwareVersion;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All settings of a worker.
 *
 * @param slots runs at once
 * @param labels what tasks can require
 * @param allowedAddresses ranges that may be crawled although they are not public
 * @param userAgent how crawls name themselves to the sites
 * @param maxCrawlDelay most of what a robots.txt may ask for
 */
record WorkerSettings(
    NodeSettings node,
    int slots,
    Map<String, String> labels,
    List<AddressRange> allowedAddresses,
    String userAgent,
    Duration maxCrawlDelay) {

  private static final Pattern USER_AGENT = Pattern.compile("[\\x20-\\x7e]{1,200}");

  static WorkerSettings read(SettingsReader reader) {
    var node = NodeSettings.read(reader, "worker-1");
    reader.integer("port", 8090, 0, 65_535);
    var settings =
        new WorkerSettings(
            node,
            reader.integer("slots", 4, 1, 10_000),
            reader.labels("labels"),
            reader.list("allowed-addresses", List.of(), AddressRange::parse),
            reader.text(
                "user-agent",
                "Crawlkeeper/" + SoftwareVersion.of(WorkerService.class),
                USER_AGENT,
                "must be up to 200 printable ASCII characters"),
            reader.duration(
                "max-crawl-delay", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)));
    reader.finish();
    return settings;
  }
}
