package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a commit adds to a frontier. All stores do as it says, so that the same commits give
 * the same entries with the same ids everywhere.
 */
public final class Intake {

  /** Refusals that are kept; the others are only counted. */
  public static final long MOST_REFUSALS = 1_000_000;

  /**
   * @param wasRefused whether a refusal is to be removed for it
   */
  public record Added(long id, FrontierLink link, boolean wasRefused) {}

  public record Kept(long id, Refusal refusal) {}

  private final Map<Fingerprint, UrlState> known;
  private final Set<String> full;
  private final long pagesPerHost;
  private final List<Added> added = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private long lastId;
  private long refused;
  private long room;

  /**
   * @param known what the frontier knows of the commit's URLs
   * @param full origins that no more URLs are taken of, as they have given {@code pagesPerHost}
   *     responses
   */
  public Intake(Map<Fingerprint, UrlState> known, Set<String> full, long pagesPerHost) {
    this.known = new HashMap<>(known);
    this.full = full;
    this.pagesPerHost = pagesPerHost;
  }

  /**
   * @param id the last that was given
   * @param keptSoFar refusals that are kept already
   */
  public Intake take(Commit commit, long id, long keptSoFar) {
    lastId = id;
    room = MOST_REFUSALS - keptSoFar;
    commit.found().forEach(this::found);
    commit.refused().forEach(this::refuse);
    return this;
  }

  private void found(FrontierLink link) {
    @Nullable UrlState state = known.get(link.fingerprint());
    if (state == UrlState.QUEUED || state == UrlState.DONE) {
      return;
    }
    if (full.contains(link.url().origin())) {
      refuse(
          new Refusal(link.url().text(), link.fingerprint(), full(pagesPerHost), link.referrer()));
      return;
    }
    known.put(link.fingerprint(), UrlState.QUEUED);
    added.add(new Added(++lastId, link, state == UrlState.REFUSED));
  }

  private void refuse(Refusal refusal) {
    if (known.containsKey(refusal.fingerprint())) {
      return;
    }
    refused++;
    if (room > 0) {
      room--;
      known.put(refusal.fingerprint(), UrlState.REFUSED);
      kept.add(new Kept(++lastId, refusal));
    }
  }

  /** Why the URLs of an origin are left out that has given its share. */
  public static String full(long pages) {
    return "more than " + pages + " pages of this host";
  }

  public List<Added> added() {
    return added;
  }

  public List<Kept> kept() {
    return kept;
  }

  /** The last id that is given now. */
  public long lastId() {
    return lastId;
  }

  /** By how much the number of refusals grows; less than nothing if URLs were taken after all. */
  public long refused() {
    return refused - retaken();
  }

  /** How many refusals are removed. */
  public long retaken() {
    return added.stream().filter(Added::wasRefused).count();
  }
}
