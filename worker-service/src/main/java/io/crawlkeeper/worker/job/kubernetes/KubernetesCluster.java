package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.ClusterTrouble;
import io.crawlkeeper.worker.job.FoundJob;
import io.crawlkeeper.worker.job.FoundPod;
import io.crawlkeeper.worker.job.JobCluster;
import io.crawlkeeper.worker.job.JobListener;
import io.crawlkeeper.worker.job.JobOrder;
import io.crawlkeeper.worker.job.JobRef;
import io.crawlkeeper.worker.job.JobTag;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cluster, by its API. */
public final class KubernetesCluster implements JobCluster {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Requests requests;
  private final JobTemplate template;
  private final PodLogs logs;

  private KubernetesCluster(KubernetesClient client, Requests requests, JobTemplate template) {
    this.client = client;
    this.requests = requests;
    this.template = template;
    this.logs = new PodLogs(client, requests);
  }

  /** Asks nothing of the cluster yet. */
  public static KubernetesCluster open(
      Access access, String installation, PodRules rules, JobListener listener) {
    var limits = access.limits();
    var throttle = new Throttle(limits.perSecond(), limits.burst(), System::nanoTime);
    return new KubernetesCluster(
        access.connect(), new Requests(throttle, listener), new JobTemplate(installation, rules));
  }

  @Override
  public Optional<FoundJob> find(String namespace, String name)
      throws ClusterTrouble, InterruptedException {
    return requests.make(
        "get", () -> Optional.ofNullable(job(namespace, name).get()).map(this::read));
  }

  private FoundJob read(Job job) {
    return Readings.job(job, template.installation());
  }

  @Override
  public List<FoundJob> ofTask(String namespace, long taskId)
      throws ClusterTrouble, InterruptedException {
    return list(namespace, Map.of(Marks.TASK_ID, Long.toString(taskId)));
  }

  @Override
  public List<FoundJob> ofRun(String namespace, String run)
      throws ClusterTrouble, InterruptedException {
    return list(namespace, Map.of(Marks.RUN, run));
  }

  @Override
  public List<FoundJob> all(String namespace) throws ClusterTrouble, InterruptedException {
    return list(namespace, Map.of());
  }

  private List<FoundJob> list(String namespace, Map<String, String> labels)
      throws ClusterTrouble, InterruptedException {
    return requests.make(
        "list",
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(Marks.INSTALLATION, template.installation())
                .withLabels(labels)
                .list()
                .getItems()
                .stream()
                .map(this::read)
                .toList());
  }

  @Override
  public boolean create(JobOrder order, JobTag tag) throws ClusterTrouble, InterruptedException {
    var job = template.of(order, tag);
    return requests.make("create", () -> create(job));
  }

  private boolean create(Job job) {
    try {
      var _ = client.batch().v1().jobs().resource(job).create();
      return true;
    } catch (KubernetesClientException e) {
      if (Requests.alreadyExists(e)) {
        return false; // Perhaps by a request before this one, whose answer was lost.
      }
      throw e;
    }
  }

  @Override
  public boolean takeOver(JobRef job, JobTag tag) throws ClusterTrouble, InterruptedException {
    return patch(
        job,
        Map.of(
            "metadata",
            Map.of("resourceVersion", job.version(), "annotations", Marks.annotations(tag)),
            "spec",
            Map.of("suspend", false)));
  }

  @Override
  public void expire(FoundJob job) throws ClusterTrouble, InterruptedException {
    var tag = job.tag();
    if (tag != null) {
      var seconds = tag.ttl().toSeconds();
      var _ = patch(job.ref(), Map.of("spec", Map.of("ttlSecondsAfterFinished", seconds)));
    }
  }

  private boolean patch(JobRef job, Map<String, Object> change)
      throws ClusterTrouble, InterruptedException {
    var body = client.getKubernetesSerialization().asJson(change);
    return requests.make(
        "patch", () -> ifUnchanged(() -> job(job.namespace(), job.name()).patch(MERGE, body)));
  }

  private static boolean ifUnchanged(Runnable request) {
    try {
      request.run();
      return true;
    } catch (KubernetesClientException e) {
      if (Requests.isConflict(e) || Requests.isNotFound(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean delete(JobRef job) throws ClusterTrouble, InterruptedException {
    var options = new DeleteOptions();
    options.setApiVersion("v1");
    options.setKind("DeleteOptions");
    options.setPropagationPolicy("Foreground");
    options.setPreconditions(new Preconditions(job.version(), job.uid()));
    var path = "/apis/batch/v1/namespaces/%s/jobs/%s".formatted(job.namespace(), job.name());
    // The client's own delete knows either of both conditions, and not with the policy.
    return requests.make("delete", () -> ifUnchanged(() -> client.raw(path, "DELETE", options)));
  }

  @Override
  public List<FoundPod> pods(JobRef job) throws ClusterTrouble, InterruptedException {
    return requests.make(
        "list",
        () ->
            Readings.pods(
                client
                    .pods()
                    .inNamespace(job.namespace())
                    .withLabel("job-name", job.name())
                    .list()
                    .getItems(),
                job.uid()));
  }

  @Override
  public List<String> complaints(JobRef job) throws ClusterTrouble, InterruptedException {
    return requests.make(
        "list",
        () ->
            client
                .v1()
                .events()
                .inNamespace(job.namespace())
                .withField("involvedObject.uid", job.uid())
                .list()
                .getItems()
                .stream()
                .filter(event -> "Warning".equals(event.getType()))
                .sorted(Comparator.comparing(KubernetesCluster::time))
                .map(event -> "%s: %s".formatted(event.getReason(), event.getMessage()))
                .toList());
  }

  private static String time(Event event) {
    return Readings.text(event.getLastTimestamp());
  }

  private ScalableResource<Job> job(String namespace, String name) {
    return client.batch().v1().jobs().inNamespace(namespace).withName(name);
  }

  @Override
  public Watching watch(String namespace, String run, Runnable changed)
      throws ClusterTrouble, InterruptedException {
    return Watches.open(client, requests, namespace, run, changed);
  }

  @Override
  public String log(FoundPod pod, int lines, int bytes)
      throws ClusterTrouble, InterruptedException {
    return logs.last(pod, lines, bytes);
  }

  @Override
  public void follow(FoundPod pod, OutputStream to) throws IOException, InterruptedException {
    logs.follow(pod, to);
  }

  /** Requests under way fail. */
  @Override
  public void close() {
    client.close();
  }
}
