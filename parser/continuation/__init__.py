"""An issue in; the same issue with its continuations and stories filled in."""

from parser.continuation.linker import link

__all__ = ["link"]
