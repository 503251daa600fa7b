"""A reading and what people did about it in; the issue as it is shown out (contract §7)."""

from parser.corrections.apply import Corrected, Unfit, corrected
from parser.corrections.model import Correction, correction_from_json, correction_to_json

__all__ = [
    "Corrected",
    "Correction",
    "Unfit",
    "corrected",
    "correction_from_json",
    "correction_to_json",
]
