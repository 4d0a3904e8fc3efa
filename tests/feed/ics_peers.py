#!/usr/bin/python3
"""Other people's calendar programs as judges of a feed (calendar specification, section 12c and d).

    ics_peers.py FEED.ics|http://…/cal/TOKEN.ics [--expect "2026-03-30 15:00 Title"]… [--events N]

vobject validates it strictly, khal prints every event, vdirsyncer fetches it over HTTP (a file is
served from a free port for that), and khal lists it in UTC across the last Sundays of March and
October of every year in it. The times of khal must be those that vobject reads, and each --expect
line must be among them. Exit 0: all agree. 1: a judge complains. 77: a program is missing.
"""
import argparse
import contextlib
import datetime
import functools
import http.server
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request

SKIPPED = 77
TIMEOUT_S = 120
UTC = datetime.timezone.utc

VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"
[pair feed]
a = "address"
b = "files"
collections = null
conflict_resolution = "a wins"
[storage address]
type = "http"
url = "{url}"
[storage files]
type = "filesystem"
path = "{folder}/out/"
fileext = ".ics"
"""

KHAL = """\
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[calendars]
[[feed]]
path = {folder}/out/
readonly = True
[sqlite]
path = {folder}/khal.db
"""


class Complaint(Exception):
    """A judge does not accept the feed."""


def run(command, folder, stdin=""):
    """Standard output of a program that must end with 0."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"}
    done = subprocess.run(command, input=stdin, env=environment, cwd=folder, capture_output=True,
                          text=True, timeout=TIMEOUT_S, check=False)
    if done.returncode != 0:
        raise Complaint(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def served(path):
    """The address of a server on a free port of loopback that answers with the file's folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(path.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{path.name}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def validate(text):
    """The events as vobject reads them; it must find the calendar valid."""
    import vobject  # pylint: disable=import-outside-toplevel

    try:
        calendars = list(vobject.readComponents(text))
        if len(calendars) != 1:
            raise Complaint(f"vobject reads {len(calendars)} calendars")
        calendars[0].validate(raiseException=True)
    except vobject.base.VObjectError as error:
        raise Complaint(f"vobject: {error}") from error
    return [c for c in calendars[0].components() if c.name == "VEVENT"]


def listed_as(event):
    """One event as khal's list should show it in UTC; the sort of line that --expect takes."""
    start = event.dtstart.value
    title = " ".join(event.summary.value.split())
    if isinstance(start, datetime.datetime):
        return f"{start.astimezone(UTC):%Y-%m-%d %H:%M} {title}"
    return f"{start:%Y-%m-%d}  {title}"


def start_day(event):
    start = event.dtstart.value
    return start.astimezone(UTC).date() if isinstance(start, datetime.datetime) else start


def fetch(url, folder, event_count):
    """vdirsyncer turns the feed into one file an event."""
    (folder / "out").mkdir()
    config = folder / "vdirsyncer.conf"
    config.write_text(VDIRSYNCER.format(folder=folder, url=url), encoding="utf-8")
    run(["vdirsyncer", "-c", str(config), "discover"], folder, stdin="y\n" * 10)
    run(["vdirsyncer", "-c", str(config), "sync"], folder)
    files = len(list((folder / "out").glob("*.ics")))
    if files != event_count:
        raise Complaint(f"vdirsyncer made {files} files of {event_count} events")


def weekends(events):
    """(first day, days) around each clock change of the years in the feed."""
    for year in sorted({start_day(event).year for event in events}):
        for month in (3, 10):
            sunday = datetime.date(year, month, 31)
            sunday -= datetime.timedelta(days=(sunday.weekday() + 1) % 7)
            yield sunday - datetime.timedelta(days=3), 7


def list_days(config, folder, first, days):
    out = run(["khal", "-c", config, "list", "--once", "--notstarted", "--day-format", "",
               "--format", "{start-date} {start-time} {title}", f"{first}", f"{days}d"], folder)
    return sorted(" ".join(line.split()) for line in out.splitlines() if line.strip())


def compare_times(events, config, folder):
    """khal and vobject must agree around each clock change. Returns how many were compared."""
    compared = 0
    for first, days in weekends(events):
        last = first + datetime.timedelta(days=days - 1)
        want = sorted(" ".join(listed_as(e).split()) for e in events
                      if first <= start_day(e) <= last)
        got = list_days(config, folder, first, days) if want else []
        if got != want:
            raise Complaint(f"khal lists from {first}:\n  " + "\n  ".join(got) +
                            "\nvobject reads:\n  " + "\n  ".join(want))
        compared += len(want)
    return compared


def judge(url, folder, arguments):
    with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:  # only http, as main checked
        text = answer.read().decode("utf-8")
    feed = folder / "feed.ics"
    feed.write_bytes(text.encode("utf-8"))
    events = validate(text)
    if arguments.events is not None and len(events) != arguments.events:
        raise Complaint(f"{len(events)} events, expected {arguments.events}")
    config = folder / "khal.conf"
    config.write_text(KHAL.format(folder=folder), encoding="utf-8")
    fetch(url, folder, len(events))
    run(["khal", "-c", str(config), "printics", str(feed)], folder)
    compared = compare_times(events, str(config), folder)
    for line in arguments.expect:
        day = datetime.date.fromisoformat(line.split()[0])
        if " ".join(line.split()) not in list_days(str(config), folder, day, 1):
            raise Complaint(f"khal does not list {line!r}")
    print(f"ok: {len(events)} events, {compared} around clock changes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("feed", help="a file, or an http address")
    parser.add_argument("--expect", action="append", default=[], metavar="LINE",
                        help="a line that khal must list, in UTC: 'YYYY-MM-DD HH:MM title'")
    parser.add_argument("--events", type=int, metavar="N", help="how many events there must be")
    arguments = parser.parse_args()
    for program, package in (("khal", "khal"), ("vdirsyncer", "vdirsyncer")):
        if not shutil.which(program):
            print(f"skipped: apt-get install {package}", file=sys.stderr)
            return SKIPPED
    try:
        import vobject  # noqa: F401  pylint: disable=import-outside-toplevel,unused-import
    except ImportError:
        print("skipped: apt-get install python3-vobject", file=sys.stderr)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        is_url = arguments.feed.startswith("http://")
        url = arguments.feed if is_url else stack.enter_context(
            served(pathlib.Path(arguments.feed).resolve(strict=True)))
        try:
            judge(url, pathlib.Path(folder), arguments)
        except (Complaint, OSError, ValueError) as error:
            print(f"{arguments.feed.split('/cal/')[0]}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
