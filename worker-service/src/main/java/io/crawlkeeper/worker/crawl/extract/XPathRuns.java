package io.crawlkeeper.worker.crawl.extract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jaxen.Context;
import org.jaxen.ContextSupport;
import org.jaxen.FunctionContext;
import org.jaxen.JaxenException;
import org.jaxen.SimpleNamespaceContext;
import org.jaxen.SimpleVariableContext;
import org.jaxen.XPath;
import org.jaxen.XPathFunctionContext;
import org.jsoup.nodes.Element;

/** Runs XPaths; they are stopped in the middle when the time is over. One thread. */
final class XPathRuns {
  private static final FunctionContext FUNCTIONS = new XPathFunctionContext(false);

  private final PageNavigator navigator;

  XPathRuns(Effort effort) {
    navigator = new PageNavigator(effort);
  }

  List<Spot> find(XPath xpath, Element element, int most) {
    var context =
        new Context(
            new ContextSupport(
                new SimpleNamespaceContext(), FUNCTIONS, new SimpleVariableContext(), navigator));
    context.setNodeSet(List.of(element));
    try {
      var found = new ArrayList<Spot>();
      for (Object one : xpath.selectNodes(context)) {
        if (found.size() == most) {
          break;
        }
        found.add(spot(one));
      }
      return found;
    } catch (JaxenException e) {
      throw new IllegalArgumentException("the XPath cannot be run: " + e.getMessage(), e);
    }
  }

  private Spot spot(Object found) {
    if (found instanceof Element element) {
      return new Spot.OfElement(element);
    }
    var text = found instanceof Double number ? number(number) : navigator.text(found);
    return new Spot.OfText(Texts.plain(text));
  }

  /** Without the fraction that XPath 1.0 gives to whole numbers only in Java. */
  private static String number(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }
}
