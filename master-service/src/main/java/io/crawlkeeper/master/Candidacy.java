package io.crawlkeeper.master;

import io.crawlkeeper.master.zookeeper.Election;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Stands for election as long as this master serves requests. Leaves before the web server stops,
 * so that requests under way go to the next leader.
 */
final class Candidacy implements ApplicationListener<WebServerInitializedEvent>, SmartLifecycle {

  private final Election election;
  private final String master;
  private final OwnAddress address;
  private volatile boolean running;

  Candidacy(Election election, String master, OwnAddress address) {
    this.election = election;
    this.master = master;
    this.address = address;
  }

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() != null) {
      return; // A management server of its own is not where tasks are taken.
    }
    address.listening(event.getWebServer().getPort());
    election.stand(address.leadership(master, "").participant());
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    election.leave();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
