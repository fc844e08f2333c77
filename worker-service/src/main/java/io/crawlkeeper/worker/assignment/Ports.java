package io.crawlkeeper.worker.assignment;

/** What the loop lives on, besides what it reads. */
public record Ports(Ledgers ledgers, Records records, Attempts attempts, LedgerListener listener) {}
