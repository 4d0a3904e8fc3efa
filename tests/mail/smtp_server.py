"""A scripted SMTP server on a free port of 127.0.0.1, and the driver's runs against it.

A script maps a stage (greeting, ehlo, starttls, auth, mail, rcpt, data, final, rset, quit, bdat)
to what the server does there: a reply without CRLF, CLOSE, RESET, HANG, a function of the
connection that returns one of these, or a list of them for the first, second … time (the last
one stays). "after" is called once a mail has been taken and answered.
"""
import atexit
import functools
import json
import os
import shutil
import socket
import sqlite3
import ssl
import struct
import subprocess
import tempfile
import threading

CLOSE, RESET, HANG = object(), object(), object()

DEFAULTS = {
    "greeting": "220 relay.example ESMTP",
    "ehlo": "250 relay.example",
    "starttls": "220 go ahead",
    "auth": "235 welcome",
    "mail": "250 sender ok",
    "rcpt": "250 recipient ok",
    "data": "354 go ahead",
    "final": "250 2.0.0 taken",
    "rset": "250 reset",
    "quit": "221 bye",
    "bdat": "250 chunk taken",
}


class Over(Exception):
    """The connection has ended."""


class Connection:
    def __init__(self, server, sock):
        self.server, self.sock, self.buffer = server, sock, b""
        self.rcpt = None

    def more(self):
        data = self.sock.recv(65536)
        if not data:
            raise Over
        self.buffer += data

    def line(self):
        while b"\r\n" not in self.buffer:
            self.more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("ascii", "replace")

    def take(self, count):
        while len(self.buffer) < count:
            self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def body(self):
        while b"\r\n.\r\n" not in self.buffer:
            self.more()
        body, self.buffer = self.buffer.split(b"\r\n.\r\n", 1)
        return (body + b"\r\n").replace(b"\r\n..", b"\r\n.")

    def send(self, reply):
        self.sock.sendall(reply.encode() + b"\r\n")

    def do(self, stage):
        """Does what the script says; the reply's first digit."""
        action = self.server.next_action(stage)
        if callable(action):
            action = action(self)
        if action is HANG:
            while True:
                self.more()
        if action is RESET:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if action in (CLOSE, RESET):
            raise Over
        self.send(action)
        return action[0]

    def start_tls(self):
        if self.do("starttls") == "2":
            self.sock = self.server.tls.wrap_socket(self.sock, server_side=True)

    def data(self):
        if self.do("data") != "3":
            return
        body = self.body()
        if self.do("final") == "2":
            self.server.accepted.append((self.rcpt, body))
            self.server.script.get("after", lambda connection: None)(self)

    def bdat(self, words):
        chunk, last = self.take(int(words[1])), words[-1].upper() == "LAST"
        self.chunks = getattr(self, "chunks", b"") + chunk
        answer = self.do("final" if last else "bdat")
        if last and answer == "2":
            self.server.accepted.append((self.rcpt, self.chunks))
        if last:
            self.chunks = b""

    def command(self, line):
        words = line.split()
        verb = words[0].upper() if words else ""
        self.server.commands.append(line)
        if verb in ("EHLO", "HELO"):
            self.do("ehlo")
        elif verb == "STARTTLS":
            self.start_tls()
        elif verb == "AUTH":
            self.do("auth")
        elif verb == "MAIL":
            self.do("mail")
        elif verb == "RCPT":
            self.rcpt = line[line.index("<") + 1 : line.index(">")]
            self.do("rcpt")
        elif verb == "DATA":
            self.data()
        elif verb == "BDAT":
            self.bdat(words)
        elif verb == "RSET":
            self.do("rset")
        elif verb == "QUIT":
            self.do("quit")
            raise Over
        else:
            self.send("500 what?")

    def talk(self):
        if self.do("greeting") != "2":
            while True:
                self.more()
        while True:
            self.command(self.line())


class Server:
    def __init__(self, script=None, tls=None):
        self.script = {**DEFAULTS, **(script or {})}
        self.tls = tls
        self.accepted, self.commands, self.connections = [], [], 0
        self.counts, self.lock = {}, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def next_action(self, stage):
        with self.lock:
            count = self.counts[stage] = self.counts.get(stage, 0) + 1
        action = self.script[stage]
        return action[min(count, len(action)) - 1] if isinstance(action, list) else action

    def serve(self, sock):
        connection = Connection(self, sock)
        try:
            connection.talk()
        except (Over, OSError, ssl.SSLError):
            pass
        finally:
            connection.sock.close()

    def listen(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(sock,), daemon=True).start()

    def close(self):
        self.listener.close()


@functools.lru_cache(maxsize=None)
def empty_house(driver):
    """A database with nobody but a person: made once, since its migrations take longer than most of
    what is looked at."""
    folder = tempfile.mkdtemp(prefix="sparkd-mail.")
    atexit.register(shutil.rmtree, folder)
    path = os.path.join(folder, "sparkd.db")
    subprocess.run([driver, "init", path], check=True, timeout=60)
    return path


class House:
    """A data directory with its database, and the driver's runs on it."""

    def __init__(self, driver, mails=1, kind="talk-waiting"):
        self.driver = driver
        self.path = tempfile.mkdtemp(prefix="sparkd-mail.")
        self.db = os.path.join(self.path, "sparkd.db")
        shutil.copy(empty_house(driver), self.db)
        if mails:
            self.queue(1, mails, kind)

    def call(self, *words):
        subprocess.run([self.driver, *map(str, words)], check=True, timeout=60)

    def queue(self, first, count, kind="talk-waiting"):
        self.call("queue", self.db, first, count, kind)

    def start(self, port, until, **wishes):
        given = {"host": "127.0.0.1", "port": port, "until": until, "timeout_ms": 1000,
                 "answer_timeout_ms": 1000, "hold_ms": 600000, **wishes}
        words = [f"{name}={value}" for name, value in given.items()]
        return subprocess.Popen([self.driver, "run", self.db, *words], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def run(self, port, until, **wishes):
        process = self.start(port, until, **wishes)
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"`{until}` never came; the log: {err}") from None
        if process.returncode != 0:
            raise AssertionError(f"the driver ended with {process.returncode}: {err}")
        self.log = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
        return out

    def rows(self):
        with sqlite3.connect(self.db) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute("SELECT * FROM outbox ORDER BY id").fetchall()

    def states(self):
        counts = {}
        for row in self.rows():
            counts[row["state"]] = counts.get(row["state"], 0) + 1
        return counts

    def change(self, sql):
        with sqlite3.connect(self.db) as connection:
            connection.execute(sql)

    def make_due(self):
        """Lets what waits for its back-off go at once."""
        self.change("UPDATE outbox SET due_at = 1 WHERE state = 'deferred'")

    def close(self):
        shutil.rmtree(self.path)
