package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The packed services, as the build has left them next door. */
public final class Programs {

  private static final String VERSION =
      Objects.requireNonNull(System.getProperty("crawlkeeper.version"), "run by Maven");

  private Programs() {}

  /** Arguments of {@code java} that start it. */
  public static List<String> master() {
    return List.of("-jar", jar("master-service").toString());
  }

  public static List<String> worker() {
    return List.of("-jar", jar("worker-service").toString());
  }

  /**
   * What a worker's {@code crawlkeeper.render.module} names, as links to what the build has left.
   *
   * @param folder empty
   */
  public static Path renderingModule(Path folder) throws IOException {
    var needed = Path.of("..", "rendering", "target", "runtime-class-path");
    var jars = new ArrayList<>(List.of(jar("rendering")));
    for (var jar : Files.readString(needed).strip().split(File.pathSeparator, -1)) {
      jars.add(Path.of(jar));
    }
    for (var jar : jars) {
      Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
    }
    return folder;
  }

  /** The jar of the application alone; its manifest names the libraries next to it. */
  static Path extracted(Path jar, Path into) {
    var log = into.resolveSibling("extract.log");
    var arguments =
        List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", "" + into);
    try (var tool = JavaProcess.start(log, arguments)) {
      assertThat(tool.awaitExit(PATIENCE)).as("%s", tool.output()).isZero();
    }
    return into.resolve(jar.getFileName());
  }

  static Path jar(String service) {
    var jar = Path.of("..", service, "target", service + "-" + VERSION + ".jar");
    assertThat(Files.isRegularFile(jar)).as("%s is built", jar).isTrue();
    return jar.toAbsolutePath().normalize();
  }
}
