"""All pages of one site, a line of JSON each: what Crawlkeeper has on record of a page."""

import hashlib
from datetime import datetime, timezone
from urllib.parse import urlsplit

import scrapy
from scrapy.linkextractors import LinkExtractor


class SiteSpider(scrapy.Spider):
    name = "site"
    custom_settings = {
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "RETRY_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "FEEDS": {"pages.jsonl": {"format": "jsonlines"}},
    }

    def __init__(self, start):
        super().__init__()
        self.start_urls = [start]
        self.allowed_domains = [urlsplit(start).hostname]
        self.links = LinkExtractor()

    def parse(self, response):
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        yield {
            "url": response.url,
            "status": response.status,
            "depth": response.meta["depth"],
            "title": response.css("title::text").get(),
            "type": response.headers.get("Content-Type", b"").decode("latin-1"),
            "length": len(response.body),
            "sha256": hashlib.sha256(response.body).hexdigest(),
            "fetchedAt": datetime.now(timezone.utc).isoformat(),
        }
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url)
