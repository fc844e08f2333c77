package io.crawlkeeper.worker.crawl.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** What the rendering module has to offer; found by {@link ServiceLoader}. */
public interface RendererProvider {

  /** Browsers are started when they are needed first. */
  Renderer open(RenderSettings settings);

  /**
   * The module, from its folder of jars or from the class path. It brings a hundred megabytes that
   * a worker without it does not carry.
   *
   * @param folder null to look on the class path alone
   * @throws UncheckedIOException if the folder cannot be read
   */
  static Optional<RendererProvider> find(@Nullable Path folder) {
    var own = RendererProvider.class.getClassLoader();
    var loader = folder == null ? own : new URLClassLoader(jars(folder), own);
    return ServiceLoader.load(RendererProvider.class, loader).findFirst();
  }

  private static URL[] jars(Path folder) {
    try (var files = Files.newDirectoryStream(folder, "*.jar")) {
      var urls = new ArrayList<URL>();
      for (var file : files) {
        urls.add(url(file));
      }
      return urls.toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
