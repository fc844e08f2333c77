package io.crawlkeeper.rendering;

import io.crawlkeeper.worker.crawl.render.RenderSettings;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.RendererProvider;

/** Makes the module known to workers. */
public final class ChromiumProvider implements RendererProvider {

  @Override
  public Renderer open(RenderSettings settings) {
    return new ChromiumRenderer(settings);
  }
}
