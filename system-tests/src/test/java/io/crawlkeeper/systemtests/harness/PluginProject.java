package io.crawlkeeper.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a plug-in as somebody else would: against what is in the packed worker. */
public final class PluginProject {

  private static final Pattern API =
      Pattern.compile("BOOT-INF/(classes/.*\\.class|lib/(spring-|shared-model|jspecify).*\\.jar)");
  private static final String IMPORTS =
      "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

  private final Path folder;

  /**
   * @param folder an empty one, for what the build needs
   */
  public PluginProject(Path folder) {
    this.folder = folder;
  }

  /**
   * @param sources by the names of their classes
   * @param configuration the class that Spring Boot is told of
   * @param jar that is to be made
   */
  public void build(Map<String, String> sources, String configuration, Path jar)
      throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes"));
    compile(sources, classes);
    try (var packed = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        put(packed, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      put(packed, IMPORTS, configuration.getBytes(UTF_8));
    }
  }

  private static void put(JarOutputStream jar, String entry, byte[] data) throws IOException {
    jar.putNextEntry(new JarEntry(entry));
    jar.write(data);
    jar.closeEntry();
  }

  private void compile(Map<String, String> sources, Path classes) throws IOException {
    var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
    var said = new StringWriter();
    var options = List.of("-d", classes.toString(), "-proc:none", "-cp", classPath());
    var files =
        sources.entrySet().stream()
            .map(source -> new Source(source.getKey(), source.getValue()))
            .toList();
    assertThat(compiler.getTask(said, null, null, options, null, files).call())
        .as(said::toString)
        .isTrue();
  }

  private String classPath() throws IOException {
    var api = folder.resolve("api");
    try (var worker = new JarFile(Programs.jar("worker-service").toFile())) {
      for (var entry : worker.stream().filter(one -> isApi(one.getName())).toList()) {
        var file = api.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (var data = worker.getInputStream(entry)) {
          Files.copy(data, file);
        }
      }
    }
    try (var jars = Files.list(api.resolve("BOOT-INF/lib"))) {
      return Stream.concat(Stream.of(api.resolve("BOOT-INF/classes")), jars)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static boolean isApi(String entry) {
    return API.matcher(entry).matches();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(
          URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
