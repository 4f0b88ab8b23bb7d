"""The server's settings: durable, for a small machine (2 cores and up), sized by the memory that this process may use."""

import os
import shutil
from pathlib import Path

MB = 1024 * 1024
CAP_SHARED_BUFFERS = 1024  # MB; more pays little under a page cache
UNKNOWN_MEMORY = 2048  # MB, assumed where the system does not tell
CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
SMALL_SHARED_MEMORY = 512  # MB; Docker's default /dev/shm of 64 MB is too small for a parallel query

FIXED = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    # Never lose what was committed.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # No replica and no archive read this server's log, so it may be the shorter kind. Recovery after a crash is the same.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "wal_compression": "on",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    # What programs get wrong is told to them. The server's own log keeps what concerns the server, without the
    # statements and values of a failed query, which are personal data.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "lc_messages": "C",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def memory_mb() -> int:
    """The memory that this process may use, in MB: the machine's, or its container's limit when that is lower."""
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        machine = UNKNOWN_MEMORY * MB
    limits = [int(text) for path in CGROUP_LIMITS if (text := _read(path)).isdigit()]
    return min([machine, *limits]) // MB


def shared_buffers_mb(memory: int) -> int:
    """A quarter of the memory, from 64 MB to 1 GB."""
    return max(64, min(memory // 4, CAP_SHARED_BUFFERS))


def options(socket_folder: str, shared_buffers: str | None, memory: int, shm: int | None) -> dict[str, str]:
    """The server's settings by name; `memory` and the size `shm` of the shared memory folder in MB."""
    cramped = shm is not None and shm < SMALL_SHARED_MEMORY
    return FIXED | {
        "unix_socket_directories": socket_folder,
        "shared_buffers": shared_buffers or f"{shared_buffers_mb(memory)}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "work_mem": f"{max(4, min(32, memory // 128))}MB",
        "maintenance_work_mem": f"{max(32, min(256, memory // 16))}MB",
        **({"dynamic_shared_memory_type": "mmap"} if cramped else {}),
    }


def shared_memory_mb() -> int | None:
    """The size of /dev/shm in MB; None where there is none."""
    try:
        return shutil.disk_usage("/dev/shm").total // MB  # noqa: S108
    except OSError:
        return None


def _read(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return ""
