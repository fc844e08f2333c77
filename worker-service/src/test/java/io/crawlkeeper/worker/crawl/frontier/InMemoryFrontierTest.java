package io.crawlkeeper.worker.crawl.frontier;

class InMemoryFrontierTest extends FrontierContract {
  @Override
  protected Frontier frontier(long pagesPerHost) {
    return new InMemoryFrontier(pagesPerHost);
  }
}
