"""What tests share: an archive of the sample pages, built once a run."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.paths import SEEDS

# Machines are noisy: no property fails for being slow. CI draws the same examples every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def seed_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that `banmian demo --no-serve` makes. Not to be written to."""
    from click.testing import CliRunner

    from banmian import main

    data = tmp_path_factory.mktemp("seed") / "data"
    result = CliRunner().invoke(main, ["demo", "--no-serve", "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert SEEDS.is_dir()
    return data
