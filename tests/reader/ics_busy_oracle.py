"""DESIGN: somebody's own calendar, minute by minute, against a model that shares nothing with it.

Calendars are made up by a seeded generator as calendar programs write them: repeats of every usual
rule, days and moments left out and added, occurrences moved, changed for good and called off, whole
days, zones of their own, both clock changes. python-dateutil counts the days and zoneinfo knows the
clocks. What sparkd-ics says must take exactly the same minutes: none missed, none too many.
"""
import datetime as dt
import random
import subprocess
import sys
from zoneinfo import ZoneInfo

from dateutil import rrule

UTC, LONDON = dt.timezone.utc, ZoneInfo("Europe/London")
ZONES = {"Europe/London": LONDON, "Paris": ZoneInfo("Europe/Paris"),
         "Eastern": ZoneInfo("America/New_York")}
FROM = dt.datetime(2026, 8, 1, tzinfo=LONDON).astimezone(UTC)
TO = dt.datetime(2028, 8, 1, tzinfo=LONDON).astimezone(UTC)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def zone(name, standard, daylight, to_standard, to_daylight, at):
    return (f"BEGIN:VTIMEZONE\nTZID:{name}\n"
            f"BEGIN:STANDARD\nDTSTART:1970{at[0]}\nTZOFFSETFROM:{daylight}\nTZOFFSETTO:{standard}\n"
            f"RRULE:FREQ=YEARLY;{to_standard}\nEND:STANDARD\n"
            f"BEGIN:DAYLIGHT\nDTSTART:1970{at[1]}\nTZOFFSETFROM:{standard}\nTZOFFSETTO:{daylight}\n"
            f"RRULE:FREQ=YEARLY;{to_daylight}\nEND:DAYLIGHT\nEND:VTIMEZONE\n")


VTIMEZONES = (
    zone("Paris", "+0100", "+0200", "BYMONTH=10;BYDAY=-1SU", "BYMONTH=3;BYDAY=-1SU",
         ("1025T030000", "0329T020000")) +
    # Since 2007: the second Sunday of March, the first of November.
    zone("Eastern", "-0500", "-0400", "BYMONTH=11;BYDAY=1SU", "BYMONTH=3;BYDAY=2SU",
         ("1101T020000", "0308T020000")))


def instant(wall, tz):
    """RFC 5545 3.3.5: the first of two, and in a gap the offset before it."""
    return wall.replace(tzinfo=tz, fold=0).astimezone(UTC)


class Clock:
    """How an entry writes its times: in a zone, in UTC, or floating."""

    def __init__(self, rng):
        self.name = rng.choice(["Europe/London"] * 4 + ["UTC", "floating", "Paris", "Eastern"])
        self.tz = UTC if self.name == "UTC" else ZONES.get(self.name, LONDON)

    def write(self, name, walls):
        text = ",".join(w.strftime("%Y%m%dT%H%M%S") + ("Z" if self.name == "UTC" else "")
                        for w in walls)
        zoned = f";TZID={self.name}" if self.name in ZONES else ""
        return f"{name}{zoned}:{text}\n"


def make_rule(rng, start, whole_days):
    """The text of an RRULE, and the moments (walls) it means."""
    freq = rng.choice(["DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={freq}"]
    if rng.random() < 0.4:
        parts.append(f"INTERVAL={rng.randint(2, 4)}")
    if freq == "WEEKLY" and rng.random() < 0.7:
        days = {DAYS[start.weekday()]} | set(rng.sample(DAYS[:5], rng.randint(0, 3)))
        parts.append("BYDAY=" + ",".join(d for d in DAYS if d in days))
        if rng.random() < 0.3:
            parts.append("WKST=SU")
    if freq == "DAILY" and rng.random() < 0.2:
        parts.append("BYDAY=" + ",".join(DAYS[:5]))
    if freq == "MONTHLY":
        nth = (start.day - 1) // 7 + 1
        parts.append(rng.choice([
            f"BYMONTHDAY={start.day}", f"BYDAY={nth}{DAYS[start.weekday()]}",
            f"BYDAY=-1{DAYS[start.weekday()]}", "BYMONTHDAY=-1",
            f"BYDAY={DAYS[start.weekday()]};BYSETPOS={nth}",
            "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"]))
    if freq == "YEARLY" and rng.random() < 0.5:
        parts.append(f"BYMONTH={start.month};BYMONTHDAY={start.day}")
    return freq, parts


def ended(rng, parts, start, tz, whole_days):
    """Adds COUNT or UNTIL; returns the text and a test whether a wall time is still meant."""
    kind = rng.choice(["", "COUNT", "UNTIL"])
    if kind == "COUNT":
        n = rng.randint(1, 60)
        return ";".join(parts + [f"COUNT={n}"]), lambda w, i: i < n
    if kind == "UNTIL":
        last = start + dt.timedelta(days=rng.randint(1, 500))
        if whole_days:
            return (";".join(parts + [f"UNTIL={last:%Y%m%d}"]),
                    lambda w, i: w.date() <= last.date())
        until = instant(last, tz)
        return (";".join(parts + [f"UNTIL={until:%Y%m%dT%H%M%SZ}"]),
                lambda w, i: instant(w, tz) <= until)
    return ";".join(parts), lambda w, i: True


class Taken:
    """The minutes of the window."""

    def __init__(self):
        self.minutes = bytearray((TO - FROM) // dt.timedelta(minutes=1))

    def add(self, start, end):
        a = max(0, (start - FROM) // dt.timedelta(minutes=1))
        z = min(len(self.minutes), (end - FROM) // dt.timedelta(minutes=1))
        for i in range(a, z):
            self.minutes[i] = 1


def occurrences(start, text, holds):
    rule = rrule.rrulestr(text.split(";COUNT")[0].split(";UNTIL")[0], dtstart=start)
    found, i = [], 0
    for wall in rule.xafter(start - dt.timedelta(days=1)):
        if wall.year > 2029 or not holds(wall, i):
            break
        found.append(wall)
        i += 1
    return found


def write_timed(rng, uid, taken):
    clock = Clock(rng)
    day = dt.date(2025, 9, 1) + dt.timedelta(days=rng.randint(0, 700))
    if rng.random() < 0.1:  # a series of long ago
        day = day.replace(year=rng.randint(2009, 2024), day=min(day.day, 28))
    hour = rng.choice([0, 1, 2, 8, 9, 12, 15, 16, 17, 22, 23])
    start = dt.datetime.combine(day, dt.time(hour, rng.choice([0, 15, 30, 59])))
    length = dt.timedelta(minutes=rng.choice([15, 45, 60, 90, 600, 1500]))
    out = f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:Secret {uid}\n" + clock.write("DTSTART", [start])
    by_end = rng.random() < 0.5
    real = length
    if by_end:  # an exact length, by the first occurrence
        out += clock.write("DTEND", [start + length])
        real = instant(start + length, clock.tz) - instant(start, clock.tz)
    else:
        out += f"DURATION:PT{length // dt.timedelta(minutes=1)}M\n"
    free = rng.random() < 0.1
    if free:
        out += rng.choice(["TRANSP:TRANSPARENT\n", "STATUS:CANCELLED\n"])
    walls, rule_text, extra = [start], None, ""
    if rng.random() < 0.75:
        _, parts = make_rule(rng, start, False)
        rule_text, holds = ended(rng, parts, start, clock.tz, False)
        out += f"RRULE:{rule_text}\n"
        walls = sorted(set(walls) | set(occurrences(start, rule_text, holds)))
    moments = {instant(w, clock.tz): w for w in walls}
    if rng.random() < 0.3:
        added = [start + dt.timedelta(days=rng.randint(1, 300), hours=1) for _ in range(3)]
        out += clock.write("RDATE", added)
        moments.update({instant(w, clock.tz): w for w in added})
    out, extra = leave_out(rng, clock, out, moments, uid, taken, rule_text)
    out += "END:VEVENT\n"
    shift = extra[1]
    if not free or shift:
        for at in moments:
            if shift and at >= shift[0]:
                wall = at.astimezone(clock.tz).replace(tzinfo=None) + shift[1]
                moved = instant(wall, clock.tz)
                taken.add(moved, moved + shift[2])
            elif not free:
                taken.add(at, at + real)
    return out + extra[0]


def leave_out(rng, clock, out, moments, uid, taken, rule_text):
    """EXDATEs, and occurrences that were moved or called off: gone from `moments`."""
    seen = sorted(m for m in moments if m >= FROM - dt.timedelta(days=30))
    extra, shift = "", None
    if not rule_text or len(seen) < 4:
        return out, (extra, shift)
    for at in rng.sample(seen, min(len(seen) // 3, 4)):
        how = rng.random()
        if how < 0.4:
            out += clock.write("EXDATE", [moments[at]])
        elif how < 0.5:
            out += f"EXDATE:{at:%Y%m%dT%H%M%SZ}\n"
        else:
            to = moments[at] + dt.timedelta(hours=rng.randint(-5, 30))
            cancelled = rng.random() < 0.3
            extra += (f"BEGIN:VEVENT\nUID:{uid}\n" + clock.write("RECURRENCE-ID", [moments[at]]) +
                      clock.write("DTSTART", [to]) + "DURATION:PT40M\n" +
                      ("STATUS:CANCELLED\n" if cancelled else "") + "END:VEVENT\n")
            if not cancelled:
                start = instant(to, clock.tz)
                taken.add(start, start + dt.timedelta(minutes=40))
        del moments[at]
    rest = [m for m in seen if m in moments and is_plain(moments[m], clock.tz)]
    if rest and rng.random() < 0.15:
        at = rng.choice(rest)
        delta = dt.timedelta(minutes=rng.choice([-60, 30, 1440]))
        zoned = f";TZID={clock.name}" if clock.name in ZONES else ""
        z = "Z" if clock.name == "UTC" else ""
        extra += (f"BEGIN:VEVENT\nUID:{uid}\nRECURRENCE-ID;RANGE=THISANDFUTURE{zoned}:"
                  f"{moments[at]:%Y%m%dT%H%M%S}{z}\n" +
                  clock.write("DTSTART", [moments[at] + delta]) + "DURATION:PT20M\nEND:VEVENT\n")
        start = instant(moments[at] + delta, clock.tz)
        taken.add(start, start + dt.timedelta(minutes=20))
        del moments[at]
        shift = (at, delta, dt.timedelta(minutes=20))
    return out, (extra, shift)


def is_plain(wall, tz):
    """Neither in a gap nor twice."""
    return all(instant(w, tz).astimezone(tz).replace(tzinfo=None) == w and
               w.replace(tzinfo=tz, fold=0).utcoffset() == w.replace(tzinfo=tz, fold=1).utcoffset()
               for w in (wall,))


def write_days(rng, uid, taken):
    start = dt.datetime(2026, 8, 1) + dt.timedelta(days=rng.randint(0, 600))
    days = rng.choice([1, 1, 2, 5, 14])
    out = f"BEGIN:VEVENT\nUID:{uid}\nDTSTART;VALUE=DATE:{start:%Y%m%d}\n"
    if days > 1 or rng.random() < 0.5:
        out += f"DTEND;VALUE=DATE:{start + dt.timedelta(days=days):%Y%m%d}\n"
    walls = [start]
    if rng.random() < 0.5:
        _, parts = make_rule(rng, start, True)
        text, holds = ended(rng, parts, start, LONDON, True)
        out += f"RRULE:{text}\n"
        walls = sorted(set(walls) | set(occurrences(start, text, holds)))
        if len(walls) > 3:
            gone = rng.choice(walls[1:])
            out += f"EXDATE;VALUE=DATE:{gone:%Y%m%d}\n"
            walls.remove(gone)
    for wall in walls:
        taken.add(instant(wall, LONDON), instant(wall + dt.timedelta(days=days), LONDON))
    return out + "END:VEVENT\n"


def fold(text):
    """RFC 5545 3.1: no line longer than 75 octets."""
    lines = []
    for line in text.split("\n"):
        while len(line) > 75:
            lines.append(line[:75])
            line = " " + line[75:]
        lines.append(line)
    return "\r\n".join(lines)


def make_calendar(seed):
    rng, taken = random.Random(seed), Taken()
    out = "BEGIN:VCALENDAR\nVERSION:2.0\n" + VTIMEZONES
    for i in range(rng.randint(1, 6)):
        write = write_days if rng.random() < 0.2 else write_timed
        out += write(rng, f"{seed}-{i}", taken)
    return fold(out + "END:VCALENDAR\n"), taken.minutes


def read_by_child(program, text):
    first, last = int(FROM.timestamp()), int(TO.timestamp())
    done = subprocess.run([program, str(first), str(last)], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60,
                          check=False)
    lines = done.stdout.decode().split("\n")
    assert lines[-2:] == ["end 0", ""], lines[-3:]
    taken = Taken()
    for line in lines[:-2]:
        word, a, z = line.split(" ")
        assert word == "busy", line
        taken.add(dt.datetime.fromtimestamp(int(a), UTC), dt.datetime.fromtimestamp(int(z), UTC))
    return taken.minutes


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    minutes = 0
    for seed in range(first, first + count):
        text, want = make_calendar(seed)
        got = read_by_child(program, text)
        if got != want:
            at = next(i for i in range(len(want)) if got[i] != want[i])
            when = (FROM + dt.timedelta(minutes=at)).isoformat()
            sys.exit(f"seed {seed}: {'missed' if want[at] else 'false alarm'} at {when}\n{text}")
        minutes += sum(want)
    assert minutes > count * 1000, "calendars that take no time prove nothing"
    print(f"{count} calendars, {minutes} minutes taken: none missed, none too many")


main()
