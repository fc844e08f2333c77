/** The images of the services, as an engine for containers runs them. */
@NullMarked
package io.crawlkeeper.containertests;

import org.jspecify.annotations.NullMarked;
