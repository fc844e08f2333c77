import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON that is known to be valid, without a library. */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** A Map, List, String, Double, Boolean or null. */
  static Object parse(String text) {
    return new Json(text).value();
  }

  /** The value below these keys; null if there is none. */
  static Object at(Object value, String... keys) {
    for (var key : keys) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  static String text(Object value, String... keys) {
    return at(value, keys) instanceof String text ? text : "";
  }

  static long number(Object value, String... keys) {
    return at(value, keys) instanceof Double number ? number.longValue() : 0;
  }

  static List<?> list(Object value, String... keys) {
    return at(value, keys) instanceof List<?> list ? list : List.of();
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> scalar();
    };
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    at++;
    while (peek() != '}') {
      var key = string();
      peek();
      at++; // the colon
      object.put(key, value());
      comma();
    }
    at++;
    return object;
  }

  private List<Object> array() {
    var array = new ArrayList<>();
    at++;
    while (peek() != ']') {
      array.add(value());
      comma();
    }
    at++;
    return array;
  }

  private void comma() {
    if (peek() == ',') {
      at++;
    }
  }

  private String string() {
    peek();
    at++;
    var string = new StringBuilder();
    for (var c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    var c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Object scalar() {
    var start = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      case "null" -> null;
      case String number -> Double.valueOf(number);
    };
  }

  /** The next character that is no white space. */
  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }
}
