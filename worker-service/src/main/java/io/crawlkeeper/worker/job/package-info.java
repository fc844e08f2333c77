/**
 * Containers as tasks: each run is carried out by one Job in a cluster of Kubernetes. What is
 * decided here knows nothing of Kubernetes' client; that is behind {@link
 * io.crawlkeeper.worker.job.JobCluster}.
 */
@NullMarked
package io.crawlkeeper.worker.job;

import org.jspecify.annotations.NullMarked;
