package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.model.Leadership;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The leader's own image where this master leads, else what the feed has heard. */
public final class MasterView implements ClusterView {

  private final ImageFeed feed;
  private final LeaderLoop loop;
  private final BooleanSupplier informed;
  private final Supplier<Map<String, NodeClock>> clocks;

  /**
   * @param informed whether this master still hears of the others
   * @param clocks what they say of the clocks of their machines
   */
  public MasterView(
      ImageFeed feed,
      LeaderLoop loop,
      BooleanSupplier informed,
      Supplier<Map<String, NodeClock>> clocks) {
    this.feed = feed;
    this.loop = loop;
    this.informed = informed;
    this.clocks = clocks;
  }

  @Override
  public ClusterImage image() {
    var led = loop.image();
    return led == null ? feed.heard() : led.cluster();
  }

  @Override
  public Optional<Leadership> leader() {
    return informed.getAsBoolean() ? feed.election().leader() : Optional.empty();
  }

  @Override
  public List<String> masters() {
    return feed.election().participants();
  }

  @Override
  public long epoch() {
    return Math.max(feed.election().epoch(), loop.epoch());
  }

  @Override
  public Map<String, NodeClock> clocks() {
    return clocks.get();
  }

  @Override
  public boolean loaded() {
    return feed.loaded();
  }

  @Override
  public void refresh(Collection<String> names) throws Exception {
    if (!loop.leading()) {
      feed.refresh(names);
    }
  }
}
