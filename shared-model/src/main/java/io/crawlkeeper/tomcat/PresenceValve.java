package io.crawlkeeper.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Lets a {@link PresentClient} look at the connection that a request came by. */
public final class PresenceValve extends ValveBase {

  static final String CONNECTION = PresenceValve.class.getName() + ".connection";

  /** For one web server. */
  public PresenceValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(CONNECTION, request.getCoyoteRequest());
    getNext().invoke(request, response);
  }
}
