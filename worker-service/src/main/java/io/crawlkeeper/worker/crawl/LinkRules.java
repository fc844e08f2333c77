package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.worker.crawl.scope.CrawlScope;

/**
 * What decides on the links of a run.
 *
 * @param heedsRobots whether links that ask for it are not followed
 * @param heedsCanonical whether pages may name another URL as that of their original
 */
record LinkRules(
    CrawlScope scope,
    UrlForm form,
    RecentLinks recent,
    boolean heedsRobots,
    boolean heedsCanonical) {

  static LinkRules of(CrawlPlan plan, CrawlScope scope) {
    return new LinkRules(
        scope, UrlForm.of(plan), new RecentLinks(), plan.robots(), plan.scope().urls().canonical());
  }
}
