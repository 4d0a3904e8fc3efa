"""A sparkd of its own for a test: its data directory, its process, and requests to it.

    with Server(demo=True, clock="2026-11-02T16:10:00Z") as server:
        answer = server.request("GET", "/api/v1/me", token=server.token("staff@demo.example"))

The binary is $SPARKD. Ports are picked by the system; waiting is for conditions, with an end.
"""
import atexit
import dataclasses
import functools
import http.client
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPARKD = os.environ.get("SPARKD", str(ROOT / "build/dev/sparkd"))
WAIT_S = 60
CLOCK = "2026-11-02T16:10:00Z"


def wait_for(condition, what, seconds=WAIT_S):
    """The first true value of condition(); an AssertionError naming `what` when none comes."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        pause.wait(0.01)


def sparkd(*words, check=True):
    """A command of sparkd, run to its end."""
    done = subprocess.run([SPARKD, *map(str, words)], capture_output=True, text=True,
                          timeout=WAIT_S * 2, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"sparkd {' '.join(map(str, words))}: {done.returncode}\n{done.stderr}")
    return done


@dataclasses.dataclass
class Answer:
    status: int
    headers: list  # (name, value) in the order they came
    body: bytes

    def header(self, name):
        values = self.all(name)
        return values[0] if values else None

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.body)


class Client:
    """A connection kept alive. http.client's own, so one request at a time."""

    def __init__(self, server):
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=WAIT_S)

    def request(self, method, path, body=None, headers=None, token=None):
        sent = {"Host": self.server.host, **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            self.connection.request(method, path, body, sent)
            reply = self.connection.getresponse()
            return Answer(reply.status, reply.getheaders(), reply.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise

    def close(self):
        self.connection.close()


@functools.lru_cache(maxsize=None)
def demo_trust(people, seed):
    """A directory with a demo trust, the same bytes for the same seed: from $SPARKD_DEMO if it has
    this one, else made once a test program."""
    made = pathlib.Path(os.environ.get("SPARKD_DEMO", "/nonexistent")) / f"{people}.{seed}"
    if made.is_dir():
        return made
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sparkd-demo."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sparkd("demo", "--data", folder / "data", "--people", people, "--seed", seed)
    return folder / "data"


class Server:
    """One data directory and the server on it."""

    def __init__(self, *, demo=True, clock=CLOCK, people=60, seed=1, conf=None, data=None):
        """demo=True serves in demo mode. conf: settings of a sparkd.conf. data: a directory to
        copy, else that of a demo trust."""
        self.demo, self.clock, self.conf = demo, clock, conf
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sparkd-flow."))
        self.data = self.folder / "data"
        self.process = self.port = self.host = self.url = None
        self.log = self.folder / "log"
        shutil.copytree(data or demo_trust(people, seed), self.data,
                        ignore=shutil.ignore_patterns("*.sock"))

    def command(self):
        words = [SPARKD, "serve", "--data", str(self.data), "--listen", "127.0.0.1:0"]
        if self.demo:
            words += ["--demo", "--clock", self.clock]
        if self.conf is not None:
            path = self.folder / "sparkd.conf"
            path.write_text("".join(f"{key} = {value}\n" for key, value in self.conf.items()),
                            encoding="utf-8")
            words += ["--config", str(path)]
        return words

    def start(self):
        with open(self.log, "ab") as log:
            # pylint: disable=consider-using-with
            self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL,
                                            stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening http://"):
            self.kill()
            raise AssertionError(f"the server said {line!r}:\n{self.log_text()}")
        self.port = urllib.parse.urlsplit(line.split()[1]).port
        base = (self.conf or {}).get("base_url", f"http://127.0.0.1:{self.port}")
        self.host = urllib.parse.urlsplit(base).netloc
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def stop(self):
        """Ends it as systemd would. The exit status."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self.process.stdout.close()
        self.process = None
        return status

    def kill(self):
        self.process.kill()
        self.process.wait(WAIT_S)
        self.process.stdout.close()
        self.process = None

    def restart(self):
        self.stop()
        return self.start()

    def close(self):
        status, log = self.stop(), self.log_text()
        shutil.rmtree(self.folder, ignore_errors=True)
        if status:
            raise AssertionError(f"the server ended with {status}:\n{log}")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    def client(self):
        return Client(self)

    def request(self, method, path, body=None, headers=None, token=None):
        """One request on a connection of its own."""
        client = self.client()
        try:
            return client.request(method, path, body, headers, token)
        finally:
            client.close()

    def token(self, email, scope="write"):
        return sparkd("token", "--data", self.data, "--person", email,
                      "--scope", scope).stdout.strip()

    def check(self):
        """What `sparkd check` finds: its exit status and its words."""
        done = sparkd("check", "--data", self.data, check=False)
        return done.returncode, done.stdout + done.stderr

    def rows(self, sql, *values):
        """What the database holds, read beside the server."""
        database = sqlite3.connect(f"file:{self.data}/sparkd.db?mode=ro", uri=True, timeout=WAIT_S)
        database.row_factory = sqlite3.Row
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def write(self, sql, *values):
        """Changes rows of a server that does not run."""
        self.write_many(sql, [values])

    def write_many(self, sql, rows):
        assert self.process is None
        database = sqlite3.connect(self.data / "sparkd.db", timeout=WAIT_S)
        with database:
            database.executemany(sql, rows)
        database.close()
