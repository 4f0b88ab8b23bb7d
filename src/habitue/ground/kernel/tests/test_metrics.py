"""Figures of several processes are one figure."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from habitue.ground.kernel.metrics import MULTIPROCESS, shared_between_processes

COUNT = """
from habitue.ground.kernel.metrics import request_answered, rows_imported
rows_imported("new", 20)
request_answered(method="GET", route="customer", status=200, seconds=0.03)
"""
TELL = """
from habitue.ground.kernel.metrics import exposition, register_gauge
register_gauge("habitue_waiting", "Waiting", ["consumer"], lambda: [(["profiles"], 4)])
print(exposition()[0].decode())
"""


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_processes_that_share_a_folder_are_summed(tmp_path: Path) -> None:
    environment = shared_between_processes(tmp_path / "home")
    folder = Path(environment[MULTIPROCESS])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    run(COUNT, environment)
    run(COUNT, environment)
    lines = run(TELL, environment).splitlines()
    assert 'habitue_import_rows_total{outcome="new"} 40.0' in lines
    assert (
        'habitue_request_seconds_bucket{le="0.025",method="GET",route="customer",status="200"} 0.0' in lines
    )
    assert 'habitue_request_seconds_bucket{le="0.05",method="GET",route="customer",status="200"} 2.0' in lines
    assert 'habitue_waiting{consumer="profiles"} 4.0' in lines


def test_a_new_run_begins_at_nought(tmp_path: Path) -> None:
    run(COUNT, shared_between_processes(tmp_path))
    assert "habitue_import_rows_total" not in run(TELL, shared_between_processes(tmp_path))
