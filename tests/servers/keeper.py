"""The process that owns a private PostgreSQL cluster: makes it, waits until nobody uses it, deletes it.

Run as `python keeper.py FOLDER PROGRAMS` by `tests/servers/postgres.py`. Everybody who uses the cluster
holds a shared lock on FOLDER/users. The kernel frees such a lock when its holder ends, however it ends; so
the keeper gets the lock for itself exactly when the last test process is gone, also when it was killed.
Should the keeper itself be killed, the kernel stops PostgreSQL (`setpriv --pdeathsig`), and the next run
deletes the folder.

Standard library only: starting the tests waits for this.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

OWNER = "highsignal"
# Data is thrown away, so nothing waits for the disk. A zone that is not UTC and a collation that is not the
# order of bytes, because a user's server has them: what depends on either shows here.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "Asia/Kolkata",
    "listen_addresses": "127.0.0.1",
}
COLLATION = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--encoding=UTF8")
START_SECONDS = 60.0
LOOK_SECONDS = 0.2


def account() -> str | None:
    """Whom PostgreSQL runs as: None for the present user; instead of root `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def as_account(name: str | None) -> list[str]:
    """The words before a command that run it as this account and stop it when the keeper ends."""
    stop = ["setpriv", "--pdeathsig", "QUIT"]
    if name is None:
        return [*stop, "--"]
    entry = pwd.getpwnam(name)
    return [*stop, f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--"]


def free_port() -> int:
    """A port of the loopback interface that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def give(path: Path, name: str | None) -> None:
    """Make the account the owner of a file or folder."""
    if name is not None:
        entry = pwd.getpwnam(name)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def make_cluster(cluster: Path, programs: Path, name: str | None) -> str:
    """Run initdb for a cluster whose only account is OWNER; answers its password, new for each cluster."""
    cluster.mkdir()
    give(cluster, name)
    password = secrets.token_hex(16)
    secret = cluster / "password"
    secret.write_text(password, encoding="ascii")
    give(secret, name)
    prefix = as_account(name)
    words = [*prefix, str(programs / "initdb"), "-D", str(cluster / "data"), "-U", OWNER, *COLLATION]
    words += ["--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "--no-instructions"]
    subprocess.run(words, check=True, cwd=cluster, stdout=sys.stderr)
    return password


def start(cluster: Path, programs: Path, prefix: list[str]) -> tuple[subprocess.Popen[bytes], int]:
    """Start PostgreSQL and wait until it answers; the process and its port.

    Another program may take the port between the look and the start: then another port is tried.
    """
    for _ in range(3):
        port = free_port()
        words = [*prefix, str(programs / "postgres"), "-D", str(cluster / "data"), "-p", str(port)]
        words += ["-k", str(cluster)]
        words += [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        server = subprocess.Popen(words, cwd=cluster, stdin=subprocess.DEVNULL)
        if answers(server, programs, port):
            return server, port
    raise SystemExit(f"PostgreSQL did not start within {START_SECONDS:.0f} s: see the lines above.")


def answers(server: subprocess.Popen[bytes], programs: Path, port: int) -> bool:
    """Whether the server accepts connections before it ends by itself."""
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        if subprocess.run(ready, check=False).returncode == 0:
            return True
        time.sleep(0.02)
    server.kill()
    server.wait()
    return False


def wait_until_unused(users: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when no process holds the lock any more, or when the server has ended."""
    with users.open("rb") as lock:
        while server.poll() is None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOOK_SECONDS)
            else:
                return


def keep(folder: Path, programs: Path) -> None:
    """Make the cluster, write FOLDER/ready (its URL) when it can be used, delete all when it is not used."""
    os.umask(0o077)  # other people of this machine read neither the password nor the data
    cluster = folder / "cluster"
    name = account()
    password = make_cluster(cluster, programs, name)
    server, port = start(cluster, programs, as_account(name))
    written = folder / "ready.part"
    written.write_text(f"postgresql://{OWNER}:{password}@127.0.0.1:{port}", encoding="ascii")
    written.replace(folder / "ready")
    wait_until_unused(folder / "users", server)
    server.send_signal(signal.SIGQUIT)  # at once, without a last write to a disk that is about to be cleared
    server.wait()
    shutil.rmtree(folder)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
