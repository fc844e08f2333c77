package io.crawlkeeper.simulation.keeper;

/** A session as the server sees it. */
final class Session {

  static final long NOT_SILENT = -1;

  final long id;
  final ModelClient client;
  boolean expired;

  /** Since when the server has heard nothing of it. */
  long silentSince = NOT_SILENT;

  Session(long id, ModelClient client) {
    this.id = id;
    this.client = client;
  }
}
