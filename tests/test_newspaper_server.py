"""The test server runs as README writes it: as a program, from anywhere."""

import os
import subprocess
import sys
import time
from pathlib import Path

from parser.newspaper.definition import read_definition
from tests.paths import ROOT


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    """It writes the definition of its newspaper and serves until it is ended."""
    program = ROOT / "tests" / "newspaper_server.py"
    bare = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    running = subprocess.Popen(
        [sys.executable, str(program), "0", str(tmp_path / "defined")], cwd=tmp_path, env=bare
    )
    try:
        written = tmp_path / "defined" / "npdb.toml"
        while not written.exists() and running.poll() is None:
            time.sleep(0.05)
        time.sleep(0.05)
        assert running.poll() is None
        assert read_definition(written).name == "南浦导报"
    finally:
        running.kill()
        running.wait()
