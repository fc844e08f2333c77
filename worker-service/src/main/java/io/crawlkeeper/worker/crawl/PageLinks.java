package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.Refusal;
import io.crawlkeeper.worker.crawl.parse.Link;
import io.crawlkeeper.worker.crawl.parse.Unusable;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the links of one page. One thread. */
final class PageLinks {
  /** Originals come before the pages that are only linked. */
  private static final int CANONICAL_PRIORITY = 5;

  private final LinkRules rules;
  private final FrontierEntry entry;
  private final List<FrontierLink> taken = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();

  PageLinks(LinkRules rules, FrontierEntry entry) {
    this.rules = rules;
    this.entry = entry;
  }

  /**
   * @param pageAsks whether the page asks not to follow any of its links
   */
  void follow(Link link, boolean pageAsks) {
    var url = rules.form().clean(link.url());
    if (rules.heedsRobots() && pageAsks) {
      refuse(url.text(), rules.form().identity(url), "the page asks not to follow its links");
    } else if (rules.heedsRobots() && link.nofollow()) {
      refuse(url.text(), rules.form().identity(url), "nofollow");
    } else {
      add(url, rules.form().identity(url), entry.depth() + 1, 0, 0);
    }
  }

  void refuse(Unusable reference) {
    refuse(reference.text(), Fingerprint.of(reference.text()), reference.reason());
  }

  void refuse(CrawlUrl url, String reason) {
    refuse(url.text(), rules.form().identity(url), reason);
  }

  /** Takes a link as it is. */
  void add(FrontierLink link) {
    if (rules.recent().isNews(link.fingerprint(), true)) {
      taken.add(link);
    }
  }

  /** Takes a page that a sitemap names, if it is in scope, as if a seed had linked to it. */
  void ofSitemap(CrawlUrl named, int priority) {
    var url = rules.form().clean(named);
    add(url, rules.form().identity(url), 1, 0, priority);
  }

  boolean isInScope(CrawlUrl url) {
    return rules.scope().decide(url, 1) instanceof Taken;
  }

  String referrer() {
    return entry.url().text();
  }

  /** A redirect is followed to the letter if it leads to another spelling of the same URL. */
  void redirect(CrawlUrl target) {
    if (entry.kind() != EntryKind.PAGE) {
      add(Sitemaps.redirected(entry, target));
      return;
    }
    var clean = rules.form().clean(target);
    var identity = rules.form().identity(clean);
    if (target.equals(entry.url())) {
      refuse(target.text(), identity, "redirects to itself");
    } else if (identity.equals(rules.form().identity(entry.url()))) {
      add(target, UrlForm.spelling(target), entry.depth(), entry.hops() + 1, 0);
    } else {
      add(clean, identity, entry.depth(), entry.hops() + 1, 0);
    }
  }

  /**
   * Takes the URL that the page names as that of its original.
   *
   * @return null if that is the page itself, or cannot be crawled
   */
  @Nullable CrawlUrl canonical(@Nullable CrawlUrl named) {
    if (named == null || !rules.heedsCanonical()) {
      return null;
    }
    var url = rules.form().clean(named);
    var identity = rules.form().identity(url);
    if (identity.equals(rules.form().identity(entry.url()))) {
      return null;
    }
    return add(url, identity, entry.depth() + 1, 0, CANONICAL_PRIORITY) ? url : null;
  }

  private boolean add(CrawlUrl url, Fingerprint identity, int depth, int hops, int priority) {
    if (rules.recent().isTaken(identity)) {
      return true; // Nothing that could be decided now would change that.
    }
    return switch (rules.scope().decide(url, depth)) {
      case Taken _ -> {
        if (rules.recent().isNews(identity, true)) {
          var from = entry.url().text();
          taken.add(new FrontierLink(url, identity, depth, hops, from, EntryKind.PAGE, priority));
        }
        yield true;
      }
      case Refused(var reason) -> {
        refuse(url.text(), identity, reason);
        yield false;
      }
    };
  }

  private void refuse(String url, Fingerprint identity, String reason) {
    if (rules.recent().isNews(identity, false)) {
      refused.add(new Refusal(url, identity, reason, entry.url().text()));
    }
  }

  List<FrontierLink> taken() {
    return taken;
  }

  List<Refusal> refused() {
    return refused;
  }
}
