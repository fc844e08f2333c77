package io.crawlkeeper.worker;

import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.SoftwareVersion;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a worker.
 *
 * @param slots runs at once
 * @param labels what tasks can require
 * @param fetch how crawls go about
 * @param render its browsers
 * @param jobs containers, and the cluster they run in
 * @param plugins folder of their jars; null if there are none
 * @param maxCrawlDelay most of what a robots.txt may ask for
 */
record WorkerSettings(
    NodeSettings node,
    int slots,
    Map<String, String> labels,
    FetchSettings fetch,
    RenderModule render,
    JobModule jobs,
    @Nullable Path plugins,
    Duration maxCrawlDelay) {

  private static final Pattern USER_AGENT = Pattern.compile("[\\x20-\\x7e]{1,200}");
  private static final Pattern CONTACT =
      Pattern.compile(
          "(?=.{1,200}$)(https?://[\\x21-\\x7e&&[^()\\\\]]+|[\\x21-\\x7e&&[^()\\\\@:/]]+@[A-Za-z0-9.-]+)");

  static WorkerSettings read(SettingsReader reader) {
    var node = NodeSettings.read(reader, "worker-1");
    reader.integer("port", 8090, 0, 65_535);
    var settings =
        new WorkerSettings(
            node,
            reader.integer("slots", 4, 1, 10_000),
            reader.labels("labels"),
            fetch(reader),
            RenderModule.read(reader),
            JobModule.read(reader),
            plugins(reader),
            reader.duration(
                "max-crawl-delay", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)));
    reader.finish();
    return settings;
  }

  private static @Nullable Path plugins(SettingsReader reader) {
    var folder = reader.text("plugins-folder", "");
    return folder.isEmpty() ? null : Path.of(folder).toAbsolutePath();
  }

  private static FetchSettings fetch(SettingsReader reader) {
    return new FetchSettings(
        reader.text(
            "user-agent",
            "Crawlkeeper/" + SoftwareVersion.of(WorkerService.class),
            USER_AGENT,
            "must be up to 200 printable ASCII characters"),
        contact(reader),
        reader.list("allowed-addresses", List.of(), AddressRange::parse),
        WorkerSecrets.read(reader));
  }

  private static @Nullable String contact(SettingsReader reader) {
    var contact =
        reader.text(
            "contact",
            "",
            CONTACT,
            "must be a mail address or a URL of http or https, of up to 200 printable ASCII"
                + " characters");
    return contact.isEmpty() ? null : contact;
  }
}
