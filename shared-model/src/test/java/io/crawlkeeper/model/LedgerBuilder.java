package io.crawlkeeper.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ledger for a test, of which it says only what it is about; else nothing has become yet. */
public final class LedgerBuilder {

  private final String task;
  private final long taskId;
  private @Nullable Instant since;
  private @Nullable Instant cursor;
  private long runs;
  private long request;
  private long tick;
  private List<Run> live = List.of();
  private @Nullable Run last;
  private List<Tick> ticks = List.of();
  private List<Backfill> backfills = List.of();
  private @Nullable String released;
  private @Nullable Backlog backlog;
  private @Nullable Instant furthest;

  private LedgerBuilder(String task, long taskId) {
    this.task = task;
    this.taskId = taskId;
  }

  public static LedgerBuilder of(String task, long taskId) {
    return new LedgerBuilder(task, taskId);
  }

  /** Its owner knows the present schedule, and has recorded every tick up to that time. */
  public static LedgerBuilder of(Task task, Instant cursor) {
    return of(task.name(), task.id()).account(task.since().time(), cursor);
  }

  /** One that begins with all that the ledger says. */
  public static LedgerBuilder from(Ledger ledger) {
    return of(ledger.task(), ledger.taskId())
        .accountOf(ledger)
        .runs(ledger.runs())
        .request(ledger.request())
        .live(ledger.live())
        .last(ledger.last())
        .backfills(ledger.backfills())
        .released(ledger.released());
  }

  /** Its schedule is accounted for as far as in that ledger, in the same words. */
  public LedgerBuilder accountOf(Ledger ledger) {
    since = ledger.since();
    cursor = ledger.cursor();
    tick = ledger.tick();
    ticks = ledger.ticks();
    backlog = ledger.backlog();
    furthest = ledger.furthest();
    return this;
  }

  /**
   * @param counted time from when on the schedule counts
   * @param recorded every tick up to this one is recorded
   */
  public LedgerBuilder account(Instant counted, Instant recorded) {
    since = counted;
    cursor = recorded;
    return this;
  }

  public LedgerBuilder runs(long count) {
    runs = count;
    return this;
  }

  public LedgerBuilder request(long number) {
    request = number;
    return this;
  }

  public LedgerBuilder tick(long number) {
    tick = number;
    return this;
  }

  public LedgerBuilder live(Run... all) {
    return live(List.of(all));
  }

  public LedgerBuilder live(List<Run> all) {
    live = all;
    return this;
  }

  public LedgerBuilder last(@Nullable Run run) {
    last = run;
    return this;
  }

  public LedgerBuilder ticks(Tick... all) {
    return ticks(List.of(all));
  }

  public LedgerBuilder ticks(List<Tick> all) {
    ticks = all;
    return this;
  }

  public LedgerBuilder backfills(List<Backfill> all) {
    backfills = all;
    return this;
  }

  public LedgerBuilder released(@Nullable String owner) {
    released = owner;
    return this;
  }

  public LedgerBuilder backlog(Backlog missed) {
    backlog = missed;
    return this;
  }

  public LedgerBuilder furthest(Instant time) {
    furthest = time;
    return this;
  }

  public Ledger build() {
    return new Ledger(
        task, taskId, since, cursor, runs, request, tick, live, last, ticks, backfills, released,
        backlog, furthest);
  }
}
