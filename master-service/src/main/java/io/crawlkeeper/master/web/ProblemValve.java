package io.crawlkeeper.master.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers a problem where Tomcat itself refuses a request, before any servlet sees it. */
final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable e) {
    if (response.getStatus() < 400 || response.getContentWritten() > 0) {
      return;
    }
    if (!response.setErrorReported()) {
      return;
    }
    var problem = Problems.ofStatus(response.getStatus());
    var answer = problem.answer();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    try {
      response.getOutputStream().write(answer.body());
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the client is gone", gone);
    }
  }
}
