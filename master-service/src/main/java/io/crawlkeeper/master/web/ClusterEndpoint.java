package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The cluster among the actuator's endpoints: what {@code GET /api/v1/cluster} answers. */
@Endpoint(id = "cluster")
public final class ClusterEndpoint {

  private final ClusterView view;

  public ClusterEndpoint(ClusterView view) {
    this.view = view;
  }

  @ReadOperation
  public ClusterReport cluster() {
    return ClusterReport.of(view);
  }
}
