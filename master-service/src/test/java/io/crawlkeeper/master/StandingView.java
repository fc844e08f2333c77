package io.crawlkeeper.master;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.model.Leadership;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A cluster in which nothing changes. */
record StandingView(ClusterImage image) implements ClusterView {
  @Override
  public Optional<Leadership> leader() {
    return Optional.empty();
  }

  @Override
  public List<String> masters() {
    return List.of();
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public boolean loaded() {
    return true;
  }

  @Override
  public void refresh(Collection<String> names) {}
}
