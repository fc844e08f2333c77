package io.crawlkeeper.master.task;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads single values. What is wrong is said by the message of an {@link IllegalArgumentException}.
 * Lenient reading takes texts for numbers and the other way round.
 */
final class Scalars {

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private Scalars() {}

  static String text(JsonNode node, boolean lenient) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (lenient && (node.isNumber() || node.isBoolean())) {
      return node.asString();
    }
    throw new IllegalArgumentException("must be a text but is " + kind(node));
  }

  static long whole(JsonNode node, boolean lenient, long least, long most) {
    var form = String.format(Locale.ROOT, "must be a whole number from %d to %d", least, most);
    var number = integer(node, lenient, form);
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException(form);
    }
    return number.longValueExact();
  }

  private static BigInteger integer(JsonNode node, boolean lenient, String form) {
    // A fraction is not converted: 1e999999999 would be a whole number of a billion digits.
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    if (lenient && node.isString() && WHOLE.matcher(node.stringValue()).matches()) {
      return new BigInteger(node.stringValue());
    }
    throw new IllegalArgumentException(form + " but is " + kind(node));
  }

  static boolean flag(JsonNode node, boolean lenient, String form) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    var word = lenient && node.isString() ? node.stringValue() : "";
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    throw new IllegalArgumentException(form + " but is " + kind(node));
  }

  /** Property sources give a list as an object with the keys 0, 1, 2 and so on. */
  static JsonNode unnumbered(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      return node;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    for (var index = 0; index < node.size(); index++) {
      var element = node.get(Integer.toString(index));
      if (element == null) {
        return node;
      }
      list.add(element);
    }
    return list;
  }

  /** What the node is, with its article. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case BOOLEAN -> "true or false";
      case NUMBER -> node.isIntegralNumber() ? "a number" : "a fraction";
      case NULL, MISSING -> "null";
      case BINARY, POJO -> "something else";
    };
  }
}
