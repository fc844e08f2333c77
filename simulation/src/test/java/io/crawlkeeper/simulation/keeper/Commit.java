package io.crawlkeeper.simulation.keeper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that was carried out.
 *
 * @param writer name of the process whose session sent it
 */
public record Commit(long zxid, String writer, List<Effect> effects) {

  public Commit {
    effects = List.copyOf(effects);
  }

  @Override
  public String toString() {
    return writer + " commits " + effects;
  }

  /**
   * What it did to one znode.
   *
   * @param before null if it was not there
   * @param after null if it is gone
   */
  public record Effect(String path, @Nullable Node before, @Nullable Node after) {

    @Override
    public String toString() {
      return after == null ? "-" + path : path + "@" + after.version();
    }
  }
}
