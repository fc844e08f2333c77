package io.crawlkeeper.worker.crawl.extract;

import tools.jackson.databind.node.ObjectNode;

/**
 * What was taken out of a page. Nobody may change the fields.
 *
 * @param kind name of its {@link io.crawlkeeper.model.ExtractSpec.ItemSpec}
 * @param page URL of the page
 * @param fields in the order of the specification; those that were not found are not there
 */
public record Item(String kind, String page, ObjectNode fields) {}
