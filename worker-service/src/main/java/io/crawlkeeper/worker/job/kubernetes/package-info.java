/** Jobs in a cluster of Kubernetes, by fabric8's client. */
@NullMarked
package io.crawlkeeper.worker.job.kubernetes;

import org.jspecify.annotations.NullMarked;
