"""A saved page in, how it is read out: whose it is, what gave each field, what is missing."""

from parser.probe.draft import draft
from parser.probe.printing import probe_lines
from parser.probe.reading import probe
from parser.probe.result import Field, Probe

__all__ = ["Field", "Probe", "draft", "probe", "probe_lines"]
