package io.crawlkeeper.containertests;

import java.util.Locale;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.DockerImageName;

/**
 * The images under test and those beside them. Each can be another by an environment variable, as
 * where no registry can be reached.
 */
enum Images {
  MASTER("crawlkeeper/master:0.1.0"),
  WORKER("crawlkeeper/worker:0.1.0"),
  ZOOKEEPER("zookeeper:3.9.5"),
  POSTGRES("postgres:18"),
  S3("andrewgaul/s3proxy:4.1.1");

  private final String usual;

  Images(String usual) {
    this.usual = usual;
  }

  DockerImageName image() {
    var other = System.getenv("CRAWLKEEPER_TEST_" + name().toUpperCase(Locale.ROOT) + "_IMAGE");
    return DockerImageName.parse(other == null || other.isEmpty() ? usual : other);
  }

  /**
   * Whether the engine has it is for the engine to say: an image that is missing fails the test.
   */
  static org.testcontainers.images.ImagePullPolicy policy() {
    return PullPolicy.defaultPolicy();
  }
}
