package io.crawlkeeper.extract;

import java.util.Set;
import org.jaxen.BaseXPath;
import org.jaxen.XPath;
import org.jaxen.dom.DocumentNavigator;
import org.jaxen.saxpath.SAXPathException;
import org.jaxen.saxpath.base.XPathReader;
import org.jaxen.saxpath.helpers.DefaultXPathHandler;

/** Expressions of XPath 1.0. What they need of the document is asked of who runs them. */
final class XPaths {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "boolean",
          "ceiling",
          "concat",
          "contains",
          "count",
          "false",
          "floor",
          "lang",
          "last",
          "local-name",
          "name",
          "normalize-space",
          "not",
          "number",
          "position",
          "round",
          "starts-with",
          "string",
          "string-length",
          "substring",
          "substring-after",
          "substring-before",
          "sum",
          "translate",
          "true");

  private XPaths() {}

  static XPath compile(String text) {
    try {
      var reader = new XPathReader();
      reader.setXPathHandler(new Check());
      reader.parse(text);
      // Only there because the library wants one: each run brings its own.
      return new BaseXPath(text, new DocumentNavigator());
    } catch (Refused e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (SAXPathException | StackOverflowError e) {
      throw new IllegalArgumentException(
          "must be an XPath 1.0 expression such as //h1 or string(//a/@href): " + e.getMessage(),
          e);
    }
  }

  /** What would be found wrong only while the expression runs is found here. */
  private static final class Check extends DefaultXPathHandler {
    @Override
    public void startFunction(String prefix, String name) throws Refused {
      if (!prefix.isEmpty() || !FUNCTIONS.contains(name)) {
        throw new Refused("must use functions of XPath 1.0 only, and " + name + "() is none");
      }
    }

    @Override
    public void variableReference(String prefix, String name) throws Refused {
      throw new Refused("must not use variables, such as $" + name);
    }

    @Override
    public void startNameStep(int axis, String prefix, String name) throws Refused {
      if (!prefix.isEmpty()) {
        throw new Refused("must name elements and attributes without a prefix, as in " + name);
      }
    }
  }

  private static final class Refused extends SAXPathException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
