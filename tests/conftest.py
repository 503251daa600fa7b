"""What tests share: an archive of the sample pages, built once a run."""

from pathlib import Path

import pytest
from paths import SEEDS


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
