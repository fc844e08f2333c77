package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.results.IndexKey;
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
  private @Nullable String astray;

  PageLinks(LinkRules rules, FrontierEntry entry) {
    this.rules = rules;
    this.entry = entry;
  }

  /**
   * @param priority of the link within its host; 0 is that of a plain one
   * @param pageAsks whether the page asks not to follow any of its links
   */
  void follow(Link link, int priority, boolean pageAsks) {
    var url = rules.form().clean(link.url());
    if (rules.heedsRobots() && pageAsks) {
      refuse(url.text(), rules.form().identity(url), "the page asks not to follow its links");
    } else if (rules.heedsRobots() && link.nofollow()) {
      refuse(url.text(), rules.form().identity(url), "nofollow");
    } else {
      add(url, rules.form().identity(url), entry.depth() + 1, 0, priority);
    }
  }

  void refuse(Unusable reference) {
    var key = IndexKey.of(reference.text());
    refuse(key, Fingerprint.of(key), reference.reason());
  }

  /** Leaves out a link of a page whose links are chosen by rules. */
  void leave(Link link) {
    refuse(rules.form().clean(link.url()), "no follow rule names it");
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

  /** Whether a file that tells of pages may lead to another at {@code url}. */
  boolean mayLeadTo(CrawlUrl url) {
    return url.origin().equals(entry.url().origin()) || rules.scope().isAtHome(url);
  }

  String referrer() {
    return entry.url().text();
  }

  /** A redirect is followed to the letter if it leads to another spelling of the same URL. */
  void redirect(CrawlUrl target) {
    if (entry.kind() != EntryKind.PAGE) {
      redirectOfList(target);
      return;
    }
    var clean = rules.form().clean(target);
    var identity = rules.form().identity(clean);
    if (target.equals(entry.url())) {
      refuse(target.text(), identity, "redirects to itself");
    } else if (identity.equals(rules.form().identity(entry.url()))) {
      redirect(target, UrlForm.spelling(target));
    } else {
      redirect(clean, identity);
    }
  }

  private void redirect(CrawlUrl target, Fingerprint identity) {
    astray = add(target, identity, entry.depth(), entry.hops() + 1, entry.priority());
  }

  /** Why the redirect leads nowhere; null if there is none, or if it is followed. */
  @Nullable String astray() {
    return astray;
  }

  private void redirectOfList(CrawlUrl target) {
    if (mayLeadTo(target)) {
      add(Sitemaps.redirected(entry, target));
    } else {
      refuse(target, Sitemaps.ELSEWHERE);
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
    var refusal = add(url, identity, entry.depth() + 1, 0, CANONICAL_PRIORITY);
    return refusal == null ? url : null;
  }

  /** Why it is not taken; null if it is. */
  private @Nullable String add(
      CrawlUrl url, Fingerprint identity, int depth, int hops, int priority) {
    if (rules.recent().isTaken(identity)) {
      return null; // Nothing that could be decided now would change that.
    }
    return switch (rules.scope().decide(url, depth)) {
      case Taken _ -> {
        if (rules.recent().isNews(identity, true)) {
          var from = entry.url().text();
          taken.add(new FrontierLink(url, identity, depth, hops, from, EntryKind.PAGE, priority));
        }
        yield null;
      }
      case Refused(var reason) -> {
        refuse(url.text(), identity, reason);
        yield reason;
      }
    };
  }

  private void refuse(String url, Fingerprint identity, String reason) {
    // Where a link is taken once, it does not count that it is left out elsewhere.
    if (!rules.recent().isTaken(identity) && rules.recent().isNews(identity, false)) {
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
