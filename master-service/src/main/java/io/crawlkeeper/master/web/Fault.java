package io.crawlkeeper.master.web;

/**
 * One thing wrong with a request.
 *
 * @param kind {@code pointer} for a place in the body, {@code parameter} or {@code header}
 * @param place the JSON pointer, or the name of the parameter or header
 */
record Fault(String kind, String place, String detail) {

  static Fault pointer(String pointer, String detail) {
    return new Fault("pointer", pointer, detail);
  }

  static Fault parameter(String name, String detail) {
    return new Fault("parameter", name, detail);
  }

  static Fault header(String name, String detail) {
    return new Fault("header", name, detail);
  }

  /** The fault as a sentence. */
  String sentence() {
    var words = (place.isEmpty() ? "The body" : place) + " " + detail;
    return words.endsWith("?") ? words : words + ".";
  }
}
