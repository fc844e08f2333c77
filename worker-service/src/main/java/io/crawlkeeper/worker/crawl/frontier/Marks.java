package io.crawlkeeper.worker.crawl.frontier;

import org.jspecify.annotations.Nullable;

/**
 * What was noticed about a page.
 *
 * @param kind what it was fetched for
 * @param simhash 64 bits over its text in 16 hexadecimal digits, of which pages of nearly the same
 *     text differ in 3 at most; null if it has no text to speak of
 * @param duplicateOf URL of a page of the run that came before and has the very same content
 * @param nearDuplicateOf URL of a page of the run that came before and says nearly the same; null
 *     if {@code duplicateOf} says more
 * @param canonical the URL that the page names as that of its original, if it is another one that
 *     the crawl takes
 * @param noindex whether the site asked not to keep it: its content is in no output
 * @param errorClass one word for the error that stays the same, such as {@code dns}; null without
 *     an error
 * @param unchangedSince id of the earlier run that has stored the same content, so that this one
 *     has not; null if it has
 */
public record Marks(
    EntryKind kind,
    @Nullable String simhash,
    @Nullable String duplicateOf,
    @Nullable String nearDuplicateOf,
    @Nullable String canonical,
    boolean noindex,
    @Nullable String errorClass,
    @Nullable String unchangedSince) {

  public static final Marks NONE = of(EntryKind.PAGE);

  /** Nothing but what it was fetched for. */
  public static Marks of(EntryKind kind) {
    return new Marks(kind, null, null, null, null, false, null, null);
  }

  public Marks withErrorClass(@Nullable String word) {
    return new Marks(
        kind, simhash, duplicateOf, nearDuplicateOf, canonical, noindex, word, unchangedSince);
  }

  /** Of content that an earlier run has stored. */
  public Marks asUnchangedSince(String run) {
    return new Marks(
        kind, simhash, duplicateOf, nearDuplicateOf, canonical, noindex, errorClass, run);
  }
}
