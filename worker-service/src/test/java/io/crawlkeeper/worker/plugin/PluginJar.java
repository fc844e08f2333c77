package io.crawlkeeper.worker.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plug-in as its maker builds it: compiled from sources, and packed. */
final class PluginJar {

  private final String configuration;
  private final List<JavaFileObject> sources = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  private PluginJar(String configuration) {
    this.configuration = configuration;
  }

  /**
   * @param configuration the class that Spring Boot is told of
   */
  static PluginJar with(String configuration) {
    return new PluginJar(configuration);
  }

  PluginJar source(String name, String text) {
    sources.add(new Source(name, text));
    return this;
  }

  /** Leaves a class out. */
  PluginJar without(String entry) {
    left.add(entry);
    return this;
  }

  void write(Path jar) throws IOException {
    var classes = Files.createTempDirectory("plugin");
    if (!sources.isEmpty()) {
      compile(classes);
    }
    try (var packed = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var entry = classes.relativize(file).toString().replace('\\', '/');
        if (!left.contains(entry)) {
          put(packed, entry, Files.readAllBytes(file));
        }
      }
      put(
          packed,
          "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
          ("# found by Spring Boot\n" + configuration + "\n").getBytes(UTF_8));
    }
  }

  private static void put(JarOutputStream jar, String entry, byte[] data) throws IOException {
    jar.putNextEntry(new JarEntry(entry));
    jar.write(data);
    jar.closeEntry();
  }

  private void compile(Path classes) {
    var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
    var said = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of(
            "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    var fine = compiler.getTask(null, null, said, options, null, sources).call();
    if (!fine) {
      throw new IllegalStateException(
          said.getDiagnostics().stream()
              .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
              .map(one -> one.getMessage(Locale.ROOT))
              .toList()
              .toString());
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
