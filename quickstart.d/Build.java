import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The two services' jars, built if they are missing or older than their sources. */
final class Build {
  private static final String MASTER = "master-service";
  private static final String WORKER = "worker-service";
  private static final List<String> SOURCES = List.of("pom.xml", "shared-model", MASTER, WORKER);

  private final Path root;

  Build(Path root) {
    this.root = root;
  }

  Path master() {
    return jar(MASTER);
  }

  Path worker() {
    return jar(WORKER);
  }

  /**
   * Builds if need be.
   *
   * @param log where Maven's output goes
   */
  void refresh(Path log, Screen screen) throws IOException, InterruptedException {
    if (upToDate()) {
      return;
    }
    screen.say("Building Crawlkeeper (the first time takes a few minutes) …");
    var begun = FileTime.from(Instant.now());
    var status = maven(log).waitFor();
    if (status != 0) {
      throw new Failure(
          "The build failed; its last words, from %s:\n%s".formatted(log, LogTail.of(log, 20)));
    }
    // Maven leaves a jar alone that would not change, which must not look older than its sources.
    for (var jar : List.of(master(), worker())) {
      Files.setLastModifiedTime(jar, begun);
      if (Files.exists(original(jar))) {
        Files.setLastModifiedTime(original(jar), begun);
      }
    }
  }

  /** Without tests and checks, which are for ./mvnw verify. */
  private Process maven(Path log) throws IOException {
    var builder =
        new ProcessBuilder(
            root.resolve("mvnw").toString(),
            "-q",
            "-B",
            "-DskipTests",
            "-Dexec.skip",
            "-Dmdep.analyze.skip",
            "-pl",
            MASTER + "," + WORKER,
            "-am",
            "package");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var maven =
        builder
            .directory(root.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(maven)));
    return maven;
  }

  private static void endAll(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private boolean upToDate() throws IOException {
    var master = jar(MASTER);
    var worker = jar(WORKER);
    if (master == null || worker == null) {
      return false;
    }
    var newest = Instant.EPOCH;
    for (var source : SOURCES) {
      newest = later(newest, newest(root.resolve(source)));
    }
    return !newest.isAfter(built(master)) && !newest.isAfter(built(worker));
  }

  /** A jar that a build by hand has left has a time that is the same for all builds. */
  private static Instant built(Path jar) {
    var original = original(jar);
    return Files.exists(original) ? later(modified(jar), modified(original)) : modified(jar);
  }

  /** The jar before all that it needs was packed into it. */
  private static Path original(Path jar) {
    return jar.resolveSibling(jar.getFileName() + ".original");
  }

  private static Instant newest(Path source) throws IOException {
    try (var files = Files.walk(source)) {
      return files
          .filter(file -> Files.isRegularFile(file) && isSource(source, file))
          .map(Build::modified)
          .max(Instant::compareTo)
          .orElse(Instant.EPOCH);
    }
  }

  private static boolean isSource(Path module, Path file) {
    return file.endsWith("pom.xml") || file.startsWith(module.resolve("src").resolve("main"));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MAX; // Gone meanwhile: build.
    }
  }

  private Path jar(String module) {
    var target = root.resolve(module).resolve("target");
    if (!Files.isDirectory(target)) {
      return null;
    }
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests|classes)\\.jar"))
          .max((one, other) -> modified(one).compareTo(modified(other)))
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
