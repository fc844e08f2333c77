package io.crawlkeeper.master.task;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole document
 * @param detail what is wrong, as the end of a sentence about that place: {@code "must be …"}
 */
public record Finding(String pointer, String detail) {}
