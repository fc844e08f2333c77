/** Where results are kept: the port, and its adapters for a folder and for S3. */
@NullMarked
package io.crawlkeeper.storage;

import org.jspecify.annotations.NullMarked;
