"""Keys in memory do not end in a core file, and no other program of this account reads them, where that can be had."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROOF = """
import ctypes, resource
from app.system.shut_memory import shut_memory
left = shut_memory()
print(left, resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
LET_GO = """
import ctypes
from app.system.shut_memory import shut_memory
shut_memory()
system = ctypes.CDLL(None)
system.malloc.restype, system.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
place = system.malloc(2000)
ctypes.memset(place, ord("w"), 2000)
system.free(place)
print(ctypes.string_at(place + 100, 1800).count(b"w"))
"""
ELSEWHERE = """
import sys
sys.platform = "win32"
sys.modules["resource"] = None
from app.system.shut_memory import shut_memory
print(len(shut_memory()), all("setting of the PC" in one for one in shut_memory()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it was told")
def test_no_core_file_is_left_and_no_other_program_may_look_in() -> None:
    done = subprocess.run([sys.executable, "-c", PROOF], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "() (0, 0) 0"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the memory of Linux' own library")
def test_what_is_let_go_of_is_overwritten() -> None:
    done = subprocess.run([sys.executable, "-c", LET_GO], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_where_a_system_offers_no_such_thing_it_is_said() -> None:
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3 True"
