package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the leader does unasked: moves tasks to where they belong, and clears away what is over. In
 * parts that each fit one commit.
 */
final class Upkeep {

  /** A move is three znodes at the most, of some hundred bytes each: far below 1 MB. */
  private static final int MOVES_AT_ONCE = 500;

  private Upkeep() {}

  static List<List<Change>> due(LeaderImage image, Instant now) {
    var parts = new ArrayList<List<Change>>();
    var current = image;
    var moves = Placement.reconcile(image.cluster());
    for (var from = 0; from < moves.size(); from += MOVES_AT_ONCE) {
      var part = moves.subList(from, Math.min(moves.size(), from + MOVES_AT_ONCE));
      var draft = moved(current, part);
      parts.add(draft.changes());
      current = draft.image();
    }
    var cleaned = cleaned(current, now);
    if (!cleaned.isEmpty()) {
      parts.add(cleaned);
    }
    return parts;
  }

  private static Draft moved(LeaderImage image, List<Move> moves) {
    var draft = new Draft(image);
    for (var move : moves) {
      var entry = image.cluster().task(move.task());
      if (entry != null) {
        draft.move(entry, move);
      }
    }
    return draft;
  }

  private static List<Change> cleaned(LeaderImage image, Instant now) {
    var draft = new Draft(image);
    image.cluster().tasks().values().stream()
        .filter(entry -> image.runless().contains(entry.id()))
        .limit(MOVES_AT_ONCE)
        .forEach(draft::mendRun);
    image.keys().values().stream()
        .filter(key -> key.overAt(now))
        .limit(MOVES_AT_ONCE)
        .forEach(key -> draft.add(new Change.KeyDropped(key.hash())));
    image.folders().stream()
        .filter(worker -> image.cluster().worker(worker) == null)
        .filter(worker -> !image.cluster().loads().containsKey(worker))
        .limit(MOVES_AT_ONCE)
        .forEach(worker -> draft.add(new Change.FolderRemoved(worker)));
    return draft.changes();
  }
}
