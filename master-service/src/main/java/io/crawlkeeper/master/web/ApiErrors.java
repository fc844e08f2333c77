package io.crawlkeeper.master.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns every exception, ours or Spring's, into a problem. */
@RestController
@RestControllerAdvice
final class ApiErrors implements ErrorController {

  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

  private final Answers answers;

  ApiErrors(Answers answers) {
    this.answers = answers;
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<byte[]> refuse(HttpServletRequest request, Exception e) {
    var problem = Problems.of(e);
    if (problem.code() == ProblemCode.INTERNAL) {
      log.error("{} {} broke", request.getMethod(), request.getRequestURI(), e);
    }
    return answers.entity(problem);
  }

  /** For errors that did not come through a controller. */
  @RequestMapping("/error")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return answers.entity(Problems.ofStatus(status instanceof Integer code ? code : 404));
  }
}
