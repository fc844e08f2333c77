/** What the chart renders, by Helm itself, and whether Kubernetes would take it. */
@NullMarked
package io.crawlkeeper.helm;

import org.jspecify.annotations.NullMarked;
