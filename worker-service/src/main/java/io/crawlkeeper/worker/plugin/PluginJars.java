package io.crawlkeeper.worker.plugin;

import io.crawlkeeper.settings.StartRefused;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of plug-ins: jars with Spring configurations that make executors, and jars that those
 * need. A configuration is found as Spring Boot finds all: by its name in {@value #IMPORTS}. One
 * class loader has them all, whose parent is that of the worker.
 */
public final class PluginJars {
  private static final Logger log = LoggerFactory.getLogger(PluginJars.class);

  /** The name of the class loader, by which stack traces tell whose code it was. */
  static final String LOADER = "plugins";

  private static final String IMPORTS =
      "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

  private final Path folder;

  /**
   * @param folder of the jars; other files in it are passed over
   */
  public PluginJars(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the plug-ins, and looks whether their configurations can be loaded.
   *
   * @param parent that of the worker's own classes
   * @throws StartRefused saying which jar is broken
   */
  public ClassLoader load(ClassLoader parent) {
    var jars = jars();
    var loader =
        new URLClassLoader(LOADER, jars.stream().map(PluginJars::url).toArray(URL[]::new), parent);
    for (var jar : jars) {
      var configurations = configurations(jar);
      configurations.forEach(name -> check(jar, name, loader));
      if (!configurations.isEmpty()) {
        log.info("Plug-in {}: {}", jar.getFileName(), String.join(", ", configurations));
      }
    }
    return loader;
  }

  private List<Path> jars() {
    try (var files = Files.newDirectoryStream(folder, "*.jar")) {
      var jars = new ArrayList<Path>();
      files.forEach(jars::add);
      jars.sort(null);
      return jars;
    } catch (IOException e) {
      throw new StartRefused(
          "The folder of plug-ins, %s, cannot be read: %s.".formatted(folder, e),
          "Make it, or set crawlkeeper.plugins-folder to where the jars are.");
    }
  }

  private static List<String> configurations(Path path) {
    try (var jar = new JarFile(path.toFile(), false, JarFile.OPEN_READ)) {
      ZipEntry imports = jar.getEntry(IMPORTS);
      if (imports == null) {
        return List.of();
      }
      try (var lines = jar.getInputStream(imports)) {
        return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException e) {
      throw broken(path, "it is no jar that can be read: " + e.getMessage(), e);
    }
  }

  /** Links the class as well, so that what it needs and does not find is told by its jar's name. */
  private static void check(Path jar, String name, ClassLoader loader) {
    try {
      var type = Class.forName(name, false, loader);
      var _ = type.getDeclaredConstructors();
      var _ = type.getDeclaredMethods();
    } catch (ClassNotFoundException | LinkageError e) {
      throw broken(jar, "its configuration %s cannot be loaded: %s".formatted(name, e), e);
    }
  }

  private static StartRefused broken(Path jar, String why, Throwable cause) {
    var refused =
        new StartRefused(
            "The plug-in %s is broken: %s.".formatted(jar, why),
            "Build it anew for this version of the worker, or take it out of"
                + " crawlkeeper.plugins-folder.");
    refused.initCause(cause);
    return refused;
  }

  private static URL url(Path jar) {
    File file = jar.toFile();
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
