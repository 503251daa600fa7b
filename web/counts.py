"""Requests and an archive in; counts for Prometheus out.

Several processes put their counts together through files (prometheus-client's own way); what is
held is asked of the archive when somebody looks. Imported late: prometheus-client decides at its
import whether it counts for one process or for several.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from wsgiref.types import WSGIEnvironment

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index import Archive
from web.gate import ENDPOINT
from web.health import state_of

#: Seconds, about the bound that readers notice and the one that searches have.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counts:
    """What one app counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "banmian_requests", "Requests answered.", ("page", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "banmian_request_seconds",
            "How long they took.",
            ("page",),
            buckets=_SECONDS,
            registry=self.registry,
        )

    def add(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        """One request more."""
        page = environ.get(ENDPOINT) or "none"
        self._requests.labels(page, str(status)).inc()
        self._seconds.labels(page).observe(seconds)

    def text(self, archive: Archive) -> bytes:
        """All processes' counts, and what the archive holds, as Prometheus reads them."""
        told = CollectorRegistry()
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            MultiProcessCollector(told)  # type: ignore[no-untyped-call]
        else:
            told = self.registry
        held = CollectorRegistry()
        held.register(_Held(archive))
        return generate_latest(told) + generate_latest(held)


class _Held(Collector):
    """What is held, per newspaper, and how the archive is."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def collect(self) -> Iterator[Metric]:
        """Gauges."""
        counted = ("issues", "pages", "articles")
        for name in counted:
            gauge = GaugeMetricFamily(
                f"banmian_{name}", f"{name.title()} held.", labels=("newspaper",)
            )
            for paper in self._archive.newspapers():
                gauge.add_metric((paper.code,), getattr(paper, name))
            yield gauge
        state = state_of(self._archive)
        plain = {
            "banmian_index_behind": ("Stories that the index has to take up.", state.behind),
            "banmian_disk_free_bytes": ("Free where the archive lies.", state.free_bytes),
            "banmian_failed_fetches": (
                "Newspapers whose last fetch failed.",
                len(state.failed_fetches),
            ),
        }
        for name, (said, value) in plain.items():
            yield GaugeMetricFamily(name, said, value=value)
