/** Pages in Chromium, by Playwright; all that it loads passes a proxy that guards addresses. */
@NullMarked
package io.crawlkeeper.rendering;

import org.jspecify.annotations.NullMarked;
