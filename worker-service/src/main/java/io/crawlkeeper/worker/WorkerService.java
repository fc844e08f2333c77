package io.crawlkeeper.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a worker. */
@SpringBootApplication
public class WorkerService {

  public static void main(String[] args) {
    SpringApplication.run(WorkerService.class, args);
  }
}
