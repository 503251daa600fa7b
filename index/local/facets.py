"""A mask of stories in, true counts of what they are out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from index.local.columns import Columns, Ints, Mask, Values
from index.request import value_names
from index.results import FacetValue
from index.search.engine import Facets

#: Values shown of one facet; the counts of those shown are true whatever is left out.
MOST = 50


def count(columns: Columns, mask: Mask, newspaper_names: Mapping[str, str]) -> Facets:
    """Years and months, and every property → values with their number of stories."""
    dates = columns.dates[mask]
    found = {
        name: _most(values, mask, value_names(name, newspaper_names))
        for name, values in columns.values.items()
    }
    periods = ("year", _periods(dates, "Y")), ("month", _periods(dates, "M"))
    first, *others = found.items()
    return (first, *periods, *others)


def by_period(dates: Ints, unit: str) -> dict[str, int]:
    """Ordinal days → "2022", "2022-08" or "2022-08-10" and how many, in order of time."""
    days = (dates - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    periods, counts = np.unique(days.astype(f"datetime64[{unit}]"), return_counts=True)
    return dict(zip(periods.astype(str).tolist(), counts.tolist(), strict=True))


def _periods(dates: Ints, unit: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, value, n) for value, n in by_period(dates, unit).items())


def _most(values: Values, mask: Mask, labels: Mapping[str, str]) -> tuple[FacetValue, ...]:
    counts = values.count(mask)
    found = [(-int(counts[at]), values.names[at]) for at in np.flatnonzero(counts)]
    return tuple(FacetValue(name, labels.get(name, name), -n) for n, name in sorted(found)[:MOST])
