"""The edge against nginx with one worker: goals G1 and G2 for the edge alone.

edge.py BENCH_EDGE [ROUNDS]: servers on CPU 1, wrk on CPU 0, by turns; prints the ratio of the
medians and the spread of the rounds, and CPU microseconds per request.
"""
import gzip
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def nginx_conf(folder, port):
    return f"""
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log off; sendfile on; tcp_nodelay on; gzip_static on; open_file_cache max=100;
  keepalive_timeout 300; keepalive_requests 100000000; types {{ text/calendar ics; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}; }}
}}
"""


def make_feed(folder):
    """50 KB that gzip packs to about a fifth, as it does a real feed; returns both lengths."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(400)]
    plain = " ".join(chance.choice(words) for _ in range(6400)).encode()[:51200]
    packed = gzip.compress(plain, mtime=0)
    for name, data in (("feed.ics", plain), ("feed.ics.gz", packed)):
        with open(f"{folder}/{name}", "wb") as f:
            f.write(data)
    return len(plain), len(packed)


def start_nginx(folder):
    port = free_port()
    with open(f"{folder}/conf", "w") as f:
        f.write(nginx_conf(folder, port))
    child = subprocess.Popen(["taskset", "-c", "1", "nginx", "-c", f"{folder}/conf"])
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return child, port
        except ConnectionRefusedError:
            if child.poll() is not None:
                sys.exit("nginx did not start")


def start_edge(binary, lengths):
    child = subprocess.Popen(["taskset", "-c", "1", binary, "127.0.0.1:0", *map(str, lengths)],
                             stdout=subprocess.PIPE)
    return child, int(child.stdout.readline())


def etag(port):
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.sendall(b"HEAD /feed.ics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        head = b""
        while chunk := s.recv(65536):
            head += chunk
    return re.search(rb"(?i)etag: ([^\r]*)", head).group(1).decode()


def cpu_us(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1e6 / TICKS


def round_of(child, port, headers):
    args = ["taskset", "-c", "0", "wrk", "-t1", "-c64", "-d1s", "--latency"]
    for header in headers:
        args += ["-H", header]
    before = cpu_us(child.pid)
    out = subprocess.run(args + [f"http://127.0.0.1:{port}/feed.ics"], capture_output=True,
                         text=True, check=True).stdout
    used = cpu_us(child.pid) - before
    count = int(re.search(r"(\d+) requests in", out).group(1))
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit("unexpected answers:\n" + out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), used / count


def compare(name, edge, nginx, headers_of, rounds):
    rates, costs = {"edge": [], "nginx": []}, {"edge": [], "nginx": []}
    for i in range(rounds + 1):
        for side, (child, port) in (("edge", edge), ("nginx", nginx)):
            rate, cost = round_of(child, port, headers_of(port))
            if i:
                rates[side].append(rate)
                costs[side].append(cost)
    ratios = [a / b for a, b in zip(rates["edge"], rates["nginx"])]
    median = {side: statistics.median(r) for side, r in rates.items()}
    cost = {side: statistics.median(c) for side, c in costs.items()}
    print(f"{name:10} edge {median['edge']:9.0f}/s {cost['edge']:5.2f} us | "
          f"nginx {median['nginx']:9.0f}/s {cost['nginx']:5.2f} us | "
          f"ratio {median['edge'] / median['nginx']:.2f} "
          f"({min(ratios):.2f}-{max(ratios):.2f}) cpu {cost['edge'] / cost['nginx']:.2f}",
          flush=True)


def main():
    binary, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    if not shutil.which("nginx") or not shutil.which("wrk"):
        print("SKIP: needs nginx and wrk")
        return
    children = []
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        try:
            lengths = make_feed(folder)
            nginx = start_nginx(folder)
            children.append(nginx[0])
            edge = start_edge(binary, lengths)
            children.append(edge[0])
            tags = {port: etag(port) for port in (edge[1], nginx[1])}
            compare("304", edge, nginx, lambda p: [f"If-None-Match: {tags[p]}"], rounds)
            compare("50 KB", edge, nginx, lambda p: [], rounds)
            compare("50 KB gzip", edge, nginx, lambda p: ["Accept-Encoding: gzip"], rounds)
        finally:
            for child in children:
                child.terminate()
                child.wait()


main()
