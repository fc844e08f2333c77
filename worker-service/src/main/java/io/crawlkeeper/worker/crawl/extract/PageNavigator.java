package io.crawlkeeper.worker.crawl.extract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jaxen.DefaultNavigator;
import org.jaxen.JaxenConstants;
import org.jaxen.XPath;
import org.jaxen.saxpath.SAXPathException;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Shows pages to the XPath library: elements and attributes by their local names, without
 * namespaces. Each step is reported.
 */
final class PageNavigator extends DefaultNavigator {
  private static final long serialVersionUID = 1;
  private static final String NO_NAMESPACE = "";

  private final transient Effort effort;

  PageNavigator(Effort effort) {
    this.effort = effort;
  }

  /** An attribute as a node of its own. */
  record AttributeOf(Element owner, String name, String value) {}

  /** The text of anything that an XPath can give but an element. */
  String text(Object found) {
    return switch (found) {
      case AttributeOf attribute -> attribute.value;
      case TextNode text -> text.getWholeText();
      case DataNode data -> data.getWholeData();
      case Comment comment -> comment.getData();
      default -> found.toString();
    };
  }

  @Override
  public Iterator<?> getChildAxisIterator(Object node) {
    return node instanceof Element element
        ? steps(element.childNodeSize() == 0 ? null : element.childNode(0), Node::nextSibling)
        : JaxenConstants.EMPTY_ITERATOR;
  }

  @Override
  public Iterator<?> getFollowingSiblingAxisIterator(Object node) {
    return node instanceof Node from
        ? steps(from.nextSibling(), Node::nextSibling)
        : JaxenConstants.EMPTY_ITERATOR;
  }

  @Override
  public Iterator<?> getPrecedingSiblingAxisIterator(Object node) {
    return node instanceof Node from
        ? steps(from.previousSibling(), Node::previousSibling)
        : JaxenConstants.EMPTY_ITERATOR;
  }

  @Override
  public Iterator<?> getAttributeAxisIterator(Object node) {
    effort.step();
    if (!(node instanceof Element element)) {
      return JaxenConstants.EMPTY_ITERATOR;
    }
    var attributes = new ArrayList<AttributeOf>();
    for (var attribute : element.attributes()) {
      attributes.add(new AttributeOf(element, attribute.getKey(), attribute.getValue()));
    }
    return attributes.iterator();
  }

  @Override
  public Iterator<?> getParentAxisIterator(Object node) {
    return steps(getParentNode(node), _ -> null);
  }

  @Override
  public @Nullable Node getParentNode(Object node) {
    effort.step();
    return node instanceof AttributeOf attribute ? attribute.owner : ((Node) node).parent();
  }

  @Override
  public Object getDocumentNode(Object node) {
    return (node instanceof AttributeOf attribute ? attribute.owner : (Node) node).root();
  }

  @Override
  public String getElementNamespaceUri(Object element) {
    return NO_NAMESPACE;
  }

  @Override
  public String getElementName(Object element) {
    var name = getElementQName(element);
    return name.substring(name.indexOf(':') + 1);
  }

  @Override
  public String getElementQName(Object element) {
    return ((Element) element).tagName();
  }

  @Override
  public String getAttributeNamespaceUri(Object attribute) {
    return NO_NAMESPACE;
  }

  @Override
  public String getAttributeName(Object attribute) {
    var name = getAttributeQName(attribute);
    return name.substring(name.indexOf(':') + 1);
  }

  @Override
  public String getAttributeQName(Object attribute) {
    return ((AttributeOf) attribute).name;
  }

  @Override
  public boolean isDocument(Object node) {
    return node instanceof Document;
  }

  @Override
  public boolean isElement(Object node) {
    return node instanceof Element && !(node instanceof Document);
  }

  @Override
  public boolean isAttribute(Object node) {
    return node instanceof AttributeOf;
  }

  @Override
  public boolean isNamespace(Object node) {
    return false;
  }

  @Override
  public boolean isComment(Object node) {
    return node instanceof Comment;
  }

  @Override
  public boolean isText(Object node) {
    return node instanceof TextNode || node instanceof DataNode;
  }

  @Override
  public boolean isProcessingInstruction(Object node) {
    return false;
  }

  @Override
  public String getCommentStringValue(Object comment) {
    return text(comment);
  }

  @Override
  public String getElementStringValue(Object element) {
    effort.look();
    return ((Element) element).wholeText();
  }

  @Override
  public String getAttributeStringValue(Object attribute) {
    return text(attribute);
  }

  @Override
  public String getNamespaceStringValue(Object namespace) {
    throw new UnsupportedOperationException("there are no namespace nodes");
  }

  @Override
  public String getTextStringValue(Object text) {
    return text(text);
  }

  @Override
  public String getNamespacePrefix(Object namespace) {
    throw new UnsupportedOperationException("there are no namespace nodes");
  }

  @Override
  public XPath parseXPath(String expression) throws SAXPathException {
    throw new SAXPathException("expressions are compiled before");
  }

  private Iterator<Node> steps(@Nullable Node first, Function<Node, @Nullable Node> next) {
    return new Steps(effort, first, next);
  }

  private static final class Steps implements Iterator<Node> {
    private final Effort effort;
    private final Function<Node, @Nullable Node> step;
    private @Nullable Node next;

    Steps(Effort effort, @Nullable Node first, Function<Node, @Nullable Node> step) {
      this.effort = effort;
      this.next = first;
      this.step = step;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Node next() {
      effort.step();
      var node = next;
      if (node == null) {
        throw new NoSuchElementException();
      }
      next = step.apply(node);
      return node;
    }
  }
}
