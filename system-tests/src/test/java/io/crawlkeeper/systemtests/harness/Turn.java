package io.crawlkeeper.systemtests.harness;

import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Gives one element after the other, for ever. For one thread. */
final class Turn {

  private final List<String> elements;
  private Iterator<String> rest;

  Turn(Iterable<String> elements) {
    this.elements = StreamSupport.stream(elements.spliterator(), false).toList();
    this.rest = this.elements.iterator();
  }

  String next() {
    if (!rest.hasNext()) {
      rest = elements.iterator();
    }
    return rest.next();
  }
}
