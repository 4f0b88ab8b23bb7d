"""The database: an external PostgreSQL named by `DATABASE_URL`, or an embedded one that lives in the home folder.

Words: *programs* (a folder of PostgreSQL's executables), *place* (where an embedded cluster keeps everything), *account*
(who its processes run as: the caller, or an unprivileged account when the caller is root), *hold* (a lock that says "I am
using the server"; the kernel of the operating system releases it when its process dies).

Invariants: nothing outside the home folder changes owner or mode; no user is created; the server listens on a private
Unix socket only and asks for a password; a signal is only ever sent to a process proved to be this cluster's postmaster;
whoever leaves last stops the server.
"""

from habitue.ground.kernel.postgres.errors import DatabaseUnavailable
from habitue.ground.kernel.postgres.server import DatabaseSettings, Running, database, ensure_running
from habitue.ground.kernel.postgres.where import Place

__all__ = ["DatabaseSettings", "DatabaseUnavailable", "Place", "Running", "database", "ensure_running"]
