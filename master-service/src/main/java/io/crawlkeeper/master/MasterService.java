package io.crawlkeeper.master;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a master. */
@SpringBootApplication
public class MasterService {

  public static void main(String[] args) {
    SpringApplication.run(MasterService.class, args);
  }
}
