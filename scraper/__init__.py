"""A newspaper and a date in, raw captures (WARC) and a report of what is missing out."""

from scraper.calendars import newest
from scraper.crawl import fetch_issue, fetch_range
from scraper.report import CaptureReport, Missing, Progress
from scraper.settings import Settings

__all__ = [
    "CaptureReport",
    "Missing",
    "Progress",
    "Settings",
    "fetch_issue",
    "fetch_range",
    "newest",
]
