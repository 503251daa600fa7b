"""Where tests find things: the repository, its seeds, and the shared data that may be absent."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
FIXTURES = ROOT / "tests" / "fixtures"
#: Real pages, corpus and gold data; tests that use it skip where it is absent.
SHARED = ROOT.parent / "shared"
