/** What masters and workers ask of their web server that servlets cannot tell. */
@NullMarked
package io.crawlkeeper.tomcat;

import org.jspecify.annotations.NullMarked;
