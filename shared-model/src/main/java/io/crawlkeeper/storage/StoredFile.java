package io.crawlkeeper.storage;

/**
 * A file that is visible.
 *
 * @param name within its folder
 * @param length in bytes
 */
public record StoredFile(String name, long length) {}
