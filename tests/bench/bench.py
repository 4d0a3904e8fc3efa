"""./test bench: how near sparkd comes to the limits of this machine, as ratios of one run.

bench.py [--quick] [--json] [G1 G2 … A1 … stretch]: A and B alternate; a row is the median of the rounds' ratios
with their least and most beside it. A missing peer is SKIP, never PASS. Targets: the performance
specification, section 8. The server is the release build with its defaults, but rate_limits = no.
"""
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import hashlib
import secrets
import urllib.request

import arrange_goals
import evening
import rush

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "release")
SPARKD = os.path.join(BUILD, "sparkd")
CLOCK = "2026-11-02T16:10:00Z"
TICKS = os.sysconf("SC_CLK_TCK")
# Of the demo: who works at no school and so books nothing.
NOT_STAFF = {"admin@demo.example", "governor@demo.example", "parent@demo.example"}
ROWS = []
ROUNDS = 5


def median(values):
    return statistics.median(values)


def row(goal, what, ours, base, ratios, target, better="more", note=""):
    ratio = median(ratios)
    good = ratio >= target if better == "more" else ratio <= target
    ROWS.append({"goal": goal, "what": what, "ours": ours, "base": base, "ratio": ratio,
                 "least": min(ratios), "most": max(ratios),
                 "target": f"{'≥' if better == 'more' else '≤'} {target:g}",
                 "verdict": "PASS" if good else "FAIL", "note": note})


def skip(goal, what, why):
    ROWS.append({"goal": goal, "what": what, "verdict": "SKIP", "note": why})


def cpu_us(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1e6 / TICKS


def rss_mib(pid):
    with open(f"/proc/{pid}/status") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024


class Server:
    """A demo server on a free port, with tokens written straight into its database."""

    def __init__(self, folder, people=60, cpu=None):
        self.data = os.path.join(folder, f"data-{secrets.token_hex(4)}")
        subprocess.run([SPARKD, "demo", "--data", self.data, "--people", str(people)], check=True,
                       stdout=subprocess.DEVNULL)
        self.conf = os.path.join(folder, "sparkd.conf")
        with open(self.conf, "w") as f:
            f.write("rate_limits = no\n")
        self.tokens = self.make_tokens()
        self.cpu = cpu
        self.start()

    def start(self):
        command = [SPARKD, "serve", "--demo", "--clock", CLOCK, "--config", self.conf, "--data",
                   self.data, "--listen", "127.0.0.1:0"]
        if self.cpu is not None:
            command = ["taskset", "-c", self.cpu] + command
        started = time.monotonic()
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.child.stdout.readline().decode()
        self.port = int(line.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", self.port)) as s:
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            s.recv(100)
        self.start_ms = (time.monotonic() - started) * 1000

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(20)

    def make_tokens(self):
        db = sqlite3.connect(os.path.join(self.data, "sparkd.db"))
        tokens = {}
        for person, email in db.execute("SELECT id, email FROM person").fetchall():
            token = secrets.token_urlsafe(32)
            sha256 = hashlib.sha256(token.encode()).hexdigest()
            db.execute("INSERT INTO api_token (token_sha256, person_id, scope, created_at, expires_at)"
                       " VALUES (?, ?, 'write', 0, 4000000000)", (sha256, person))
            tokens[email] = token
        db.commit()
        db.close()
        return tokens

    def call(self, method, path, email, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {self.tokens[email]}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def make_event(self, n, capacity, waiting_list):
        day = 1 + n % 27
        month = ("12", "01", "02", "03", "04", "05")[n // 27 % 6]
        year = "2026" if month == "12" else "2027"
        zone = "+01:00" if month in ("04", "05") else "+00:00"
        event = self.call("POST", "/events", "coordinator@demo.example", {
            "kind": "course", "title": f"Course {n}: questioning, feedback, and retrieval practice",
            "purpose": "A course of the bench, with a purpose long enough to be like a real one. " * 4,
            "host_school": 1, "room": "Hall", "capacity": capacity, "waiting_list": waiting_list,
            "starts_at": f"{year}-{month}-{day:02d}T09:00:00{zone}",
            "ends_at": f"{year}-{month}-{day:02d}T10:00:00{zone}"})
        self.call("POST", f"/events/{event['id']}/publish", "coordinator@demo.example", {})
        return event["id"]

    def make_feed(self, scope):
        return self.call("POST", "/feeds", "staff@demo.example", {"scope": scope})["url"].split(str(self.port), 1)[1]


def wrk(port, path, seconds=1, headers=(), connections=64, cpu="0", script=None):
    command = ["taskset", "-c", cpu] if cpu else []
    command += ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    out = subprocess.run(command + [f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True,
                         check=True).stdout
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
            "count": int(re.search(r"(\d+) requests in", out).group(1)),
            "p50": to_ms(re.search(r"50%\s+([\d.]+)(us|ms|s)", out).groups()),
            "p99": to_ms(re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()),
            "bad": "Non-2xx" in out or "Socket errors" in out, "out": out}


def to_ms(number):
    return float(number[0]) * {"us": 0.001, "ms": 1, "s": 1000}[number[1]]


# ---- G1, G2: a feed's 304 and its cached bytes, against nginx with one worker ----

def start_nginx(folder, body):
    import gzip
    for name, data in (("feed.ics", body), ("feed.ics.gz", gzip.compress(body, 6))):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with open(os.path.join(folder, "nginx.conf"), "w") as f:
        f.write(f"""
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 16384; }}
http {{ access_log off; sendfile on; tcp_nodelay on; gzip_static on; open_file_cache max=100;
  keepalive_timeout 300; keepalive_requests 100000000; types {{ text/calendar ics; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}; }} }}
""")
    child = subprocess.Popen(["taskset", "-c", "1", "nginx", "-c", os.path.join(folder, "nginx.conf")],
                             stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return child, port
        except ConnectionRefusedError:
            if child.poll() is not None:
                break
    raise RuntimeError("nginx did not start")


def etag_of(port, path, gzip=False):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method="HEAD")
    if gzip:
        request.add_header("Accept-Encoding", "gzip")
    return urllib.request.urlopen(request).headers["ETag"]


def bench_http(folder, wanted):
    if not shutil.which("nginx") or not shutil.which("wrk"):
        for goal in ("G1", "G2"):
            skip(goal, "feed against nginx", "needs the packages nginx-light and wrk")
        return
    server = Server(folder, cpu="1")
    for n in range(60):
        server.make_event(n, 30, True)
    feed = server.make_feed("trust")
    body = urllib.request.urlopen(f"http://127.0.0.1:{server.port}{feed}").read()
    nginx, nginx_port = start_nginx(folder, body)
    sides = {"sparkd": (server.port, feed, server.child.pid), "nginx": (nginx_port, "/feed.ics", nginx.pid)}
    size = f"{len(body) / 1000:.0f} KB"
    cases = {"G1 304": lambda port, path: [f"If-None-Match: {etag_of(port, path)}"],
             f"G2 {size} plain": lambda port, path: [],
             f"G2 {size} gzip": lambda port, path: ["Accept-Encoding: gzip"]}
    targets = {"G1 304": 0.70, f"G2 {size} plain": 0.60, f"G2 {size} gzip": 0.75}
    try:
        for case, headers_of in cases.items():
            if case[:2] not in wanted:
                continue
            rates, costs = {s: [] for s in sides}, {s: [] for s in sides}
            for i in range(ROUNDS + 1):
                for side, (port, path, pid) in sides.items():
                    before = cpu_us(pid)
                    result = wrk(port, path, headers=headers_of(port, path))
                    if result["bad"] and case != "G1 304":
                        raise RuntimeError(f"{side}: unexpected answers\n{result['out']}")
                    if i:
                        rates[side].append(result["rate"])
                        costs[side].append((cpu_us(pid) - before) / result["count"])
            ratios = [a / b for a, b in zip(rates["sparkd"], rates["nginx"])]
            cost = median(costs["sparkd"]) / median(costs["nginx"])
            row(case[:2], f"feed {case[3:]}, requests/s against nginx with 1 worker",
                f"{median(rates['sparkd']):.0f}/s", f"{median(rates['nginx']):.0f}/s", ratios, targets[case],
                note=f"CPU a request {cost:.2f} ×")
    finally:
        nginx.terminate()
        server.stop()


# ---- G4: the store ----

def bench_store(folder, wanted):
    out = subprocess.run([os.path.join(BUILD, "bench_store"), folder, str(ROUNDS)], check=True,
                         capture_output=True, text=True).stdout
    rates = {}
    for line in out.splitlines():
        kind, rate, _ = line.split()
        rates.setdefault(kind, []).append(float(rate))
    ours = f"{median(rates['batch64']):.0f} bookings/s"
    row("G4", "durable bookings, batches of 64, against raw fdatasync", ours, f"{median(rates['raw']):.0f}/s",
        [a / b for a, b in zip(rates["batch64"], rates["raw"])], 10)
    row("G4", "the same against the same statements in memory", ours, f"{median(rates['memory64']):.0f}/s",
        [a / b for a, b in zip(rates["batch64"], rates["memory64"])], 0.5)


# ---- G6: the race ----

def bench_race(folder, wanted):
    server = Server(folder, people=560)
    emails = [e for e in server.tokens if e not in NOT_STAFF][:500]
    totals, exact = [], True
    try:
        for n in range(ROUNDS):
            event = server.make_event(n, 100, False)
            out = subprocess.run([os.path.join(BUILD, "bench_race"), str(server.port), str(event)],
                                 input="".join(server.tokens[e] + "\n" for e in emails), text=True,
                                 capture_output=True).stdout.split()
            exact = exact and out[1] == "100" and out[3] == "400" and out[5] == "0"
            totals.append(float(out[7]))
    finally:
        server.stop()
    ROWS.append({"goal": "G6", "what": "500 clients at once for 100 places: 100 × 201, 400 × 409, all answered",
                 "ours": f"{median(totals):.1f} ms", "base": "exactly, every round",
                 "ratio": 1.0 if exact else 0.0, "least": min(totals), "most": max(totals), "target": "exact",
                 "verdict": "PASS" if exact else "FAIL", "note": f"ms, {ROUNDS} rounds"})


# ---- G5, G7: reads while 64 clients book ----

LUA = """
local lines = {{}}
for line in io.lines("{tokens}") do lines[#lines + 1] = line end
local events = {{ {events} }}
local n = {first}
request = function()
  n = n + 1
  local token = lines[n % #lines + 1]
  local event = events[math.floor(n / #lines) % #events + 1]
  return wrk.format("POST", "/api/v1/events/" .. event .. "/bookings",
    {{["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json"}}, "{{}}")
end
"""


def bench_mixed(folder, wanted):
    if not shutil.which("wrk"):
        skip("G7", "reads while 64 clients book", "needs the package wrk")
        return
    server = Server(folder, people=1200)
    events = [server.make_event(n, 10000, True) for n in range(80)]
    tokens = os.path.join(folder, "tokens")
    people = [t for e, t in server.tokens.items() if e not in NOT_STAFF]
    with open(tokens, "w") as f:
        f.write("".join(t + "\n" for t in people))
    read_path = f"/api/v1/events/{events[0]}"
    reader = [f"Authorization: Bearer {server.tokens['staff@demo.example']}"]
    p50, p99, rates, raw = [], [], [], []
    alone99, busy99 = [], []
    try:
        for i in range(ROUNDS):
            alone = wrk(server.port, read_path, 2, reader, connections=16, cpu=None)
            script = os.path.join(folder, f"book{i}.lua")
            with open(script, "w") as f:
                f.write(LUA.format(tokens=tokens, events=", ".join(map(str, events)), first=i * 15000))
            booked = count_bookings(server)
            writer = subprocess.Popen(["wrk", "-t1", "-c64", "-d3s", "-s", script,
                                       f"http://127.0.0.1:{server.port}/"], stdout=subprocess.DEVNULL)
            busy = wrk(server.port, read_path, 2, reader, connections=16, cpu=None)
            writer.wait()
            rates.append((count_bookings(server) - booked) / 3)
            raw.append(raw_rate(folder))
            alone99.append(alone["p99"])
            busy99.append(busy["p99"])
            p50.append(busy["p50"] / alone["p50"])
            p99.append(busy["p99"] / alone["p99"])
    finally:
        server.stop()
    if "G5" in wanted:
        row("G5", "bookings over HTTP with 64 clients, mail queued with each, against raw fdatasync",
            f"{median(rates):.0f}/s", f"{median(raw):.0f}/s", [a / b for a, b in zip(rates, raw)], 4)
    if "G7" in wanted:
        row("G7", "read p50 while 64 clients book, against alone", "", "", p50, 2, "less")
        row("G7", "read p99 while 64 clients book, against alone", f"{median(busy99):.1f} ms",
            f"{median(alone99):.1f} ms", p99, 2, "less")


def count_bookings(server):
    db = sqlite3.connect(f"file:{server.data}/sparkd.db?mode=ro", uri=True)
    n = db.execute("SELECT count(*) FROM booking WHERE status = 'confirmed'").fetchone()[0]
    db.close()
    return n


def raw_rate(folder):
    path = os.path.join(folder, "raw-sync")
    with open(path, "wb") as f:
        f.truncate(1 << 20)
        started, n = time.monotonic(), 0
        while time.monotonic() - started < 0.5:
            os.pwrite(f.fileno(), b"x" * 256, n % 4096 * 256)
            os.fdatasync(f.fileno())
            n += 1
        return n / (time.monotonic() - started)


# ---- G11: the rush of an INSET day ----

def bench_rush(folder, wanted):
    server = Server(folder, people=rush.PEOPLE + 150)
    try:
        got = rush.rush(server)
    finally:
        server.stop()
    for what, count, key in (("reading the pages", got["reads"], "read"),
                             ("choosing, full rooms and changes of mind", got["choices"], "choose")):
        p99 = got[f"{key}_p99"]
        good = p99 < 250 and not got["faults"]
        ROWS.append({"goal": "G11", "what": f"800 people, 60 workshops, one minute: {what}",
                     "ours": f"{got[f'{key}_p50']:.1f} / {p99:.1f} ms", "base": "p99 250 ms",
                     "ratio": p99 / 250, "least": p99 / 250, "most": p99 / 250, "target": "≤ 1",
                     "verdict": "PASS" if good else "FAIL",
                     "note": f"p50 / p99 of {count}, {got['full']} met a full room, "
                             f"{got['faults'] or 'no room over, nobody in two'}"})


# ---- G12, G13: the evening's screens, and the loop beside the arranger ----

def staff_of(server):
    return sorted(e for e in server.tokens if e and e not in NOT_STAFF and e != evening.COORDINATOR)


def load_note():
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def bench_watchers(folder, wanted):
    server = Server(folder)
    try:
        got = evening.watchers(server, staff_of(server))
    finally:
        server.stop()
    p50, p99 = evening.percentile(got["delays"], 0.5), evening.percentile(got["delays"], 0.99)
    ROWS.append({"goal": "G12", "what": f"{evening.WATCHERS} pages follow the stage: press to frame, p50 and p99",
                 "ours": f"{p50:.1f} / {p99:.1f} ms", "base": "p99 100 ms", "ratio": p99 / 100,
                 "least": min(got["delays"]) / 100, "most": max(got["delays"]) / 100, "target": "≤ 1",
                 "verdict": "PASS" if p99 <= 100 and not got["missing"] else "FAIL",
                 "note": f"{evening.ACTS} presses, {got['missing']} frames missing, {load_note()}"})


def bench_loop(folder, wanted):
    server = Server(folder)
    try:
        pairs = evening.loop(server, staff_of(server), ROUNDS)
    finally:
        server.stop()
    more = [evening.percentile(beside, 0.99) - evening.percentile(alone, 0.99) for alone, beside in pairs]
    p99 = [median([evening.percentile(took[side], 0.99) for took in pairs]) for side in (0, 1)]
    ROWS.append({"goal": "G13", "what": "the loop beside a search of 30 M moves: p99 of a request, less that of alone",
                 "ours": f"{median(more):.2f} ms", "base": "1 ms", "ratio": median(more),
                 "least": min(more), "most": max(more), "target": "≤ 1",
                 "verdict": "PASS" if median(more) <= 1 else "FAIL",
                 "note": f"p99 {p99[1]:.2f} ms, alone {p99[0]:.2f} ms, {load_note()}"})


# ---- G10: start and memory ----

def bench_idle(folder, wanted):
    server = Server(folder)
    starts, memory = [], []
    for _ in range(ROUNDS):
        server.stop()
        server.start()
        starts.append(server.start_ms)
        memory.append(rss_mib(server.child.pid))
    server.stop()
    ROWS.append({"goal": "G10", "what": "start of the process to its first answer, existing database",
                 "ours": f"{median(starts):.0f} ms", "base": "50 ms", "ratio": median(starts) / 50,
                 "least": min(starts) / 50, "most": max(starts) / 50, "target": "≤ 1",
                 "verdict": "PASS" if median(starts) <= 50 else "FAIL", "note": ""})
    ROWS.append({"goal": "G10", "what": "resident memory at idle", "ours": f"{median(memory):.1f} MiB",
                 "base": "16 MiB", "ratio": median(memory) / 16, "least": min(memory) / 16,
                 "most": max(memory) / 16, "target": "≤ 1",
                 "verdict": "PASS" if median(memory) <= 16 else "FAIL", "note": ""})


# ---- A1 to A8: the arranger ----

def bench_arrange(folder, wanted):
    arrange_goals.measure(os.path.join(BUILD, "bench_arrange"), folder, wanted, ROWS,
                          3 if ROUNDS < 5 else 20)


BENCHES = [({"G1", "G2"}, bench_http), ({"G4"}, bench_store), ({"G5", "G7"}, bench_mixed),
           ({"G6"}, bench_race), ({"G10"}, bench_idle), ({"G11"}, bench_rush),
           ({"G12"}, bench_watchers), ({"G13"}, bench_loop),
           (arrange_goals.GOALS, bench_arrange)]


def print_rows():
    print(f"{'goal':7}  {'what':82}  {'ours':>16}  {'base':>16}  {'ratio':>6}  {'(min–max)':>13}  target")
    for r in ROWS:
        if r["verdict"] == "SKIP":
            print(f"{r['goal']:7}  {r['what']:82}  SKIP: {r['note']}")
            continue
        print(f"{r['goal']:7}  {r['what']:82}  {r['ours']:>16}  {r['base']:>16}  {r['ratio']:6.2f}  "
              f"{r['least']:6.2f}–{r['most']:<6.2f}  {r['target']:6}  {r['verdict']}"
              f"{'  ' + r['note'] if r['note'] else ''}")


def main():
    global ROUNDS
    words = sys.argv[1:]
    quick = "--quick" in words
    ROUNDS = 2 if quick else 5
    every = set().union(*(goals for goals, _ in BENCHES))
    wanted = {w for w in words if w in every} or every
    subprocess.run(["cmake", "--build", BUILD, "--target", "bench_store", "bench_race",
                    "bench_arrange"], check=True,
                   stdout=subprocess.DEVNULL)
    for goals, run in BENCHES:
        if goals & wanted:
            with tempfile.TemporaryDirectory(dir=BUILD) as folder:
                os.chmod(folder, 0o755)
                run(folder, wanted)
    if "--json" in words:
        print(json.dumps(ROWS))
    else:
        print_rows()
    failed = [r for r in ROWS if r["verdict"] == "FAIL" and (not quick or r["goal"] == "G6")]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
