"""Draws made by docs/draw.md alone, in another language: `sparkd draw verify` has to agree with each.

Nothing here is shared with the server: this is what a stranger would write.
"""
import copy
import hashlib
import json
import os
import random
import subprocess
import tempfile
import unittest

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")
TRIES, PLACINGS = 1000, 2000


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def sha256(data):
    return hashlib.sha256(data).digest()


class Numbers:
    def __init__(self, seed):
        self.seed, self.k = seed, 0

    def take(self):
        number = int.from_bytes(sha256(self.seed + self.k.to_bytes(8, "big"))[:8], "big")
        self.k += 1
        return number

    def below(self, n):
        number = self.take()
        while number >= 2**64 - 2**64 % n:
            number = self.take()
        return number % n

    def lot(self, talks):
        x = self.below(sum(talk["weight"] for talk in talks))
        for talk in talks:
            if x < talk["weight"]:
                return talk
            x -= talk["weight"]


class Evening:
    """What has been placed, and who is in the hat."""

    def __init__(self, closing):
        self.all = {talk["id"]: talk for talk in closing["talks"]}
        self.closing, self.c = closing, closing["changeover_s"]
        self.placed = [(i, t["at"]["room"], t["at"]["start_s"]) for i, t in self.all.items() if "at" in t]
        self.hat = [i for i, t in self.all.items() if "at" not in t]
        self.first = {i for i in self.hat if self.all[i]["first"]}
        self.free = [s["start_s"] for s in closing["stretches"]]
        self.floor = 0
        self.late, self.passed = {}, set()
        self.last = max(s["end_s"] for s in closing["stretches"])

    def set_late(self, late):
        self.late, self.passed = late, set()
        more = bool(late)
        while more:
            gone = {t for t in self.hat if self.start(t, ordered=False) is None
                    or any(b == t and a in self.passed for a, b in self.closing["before"])}
            more, self.passed = gone != self.passed, gone | self.passed

    def end(self, talk, start):
        return start + self.all[talk]["duration_s"] + self.c

    def start(self, t, arrive=None, ordered=True):
        talk = self.all[t]
        before = [b for b in self.closing["before"] if ordered]
        apart = [b for b in self.closing["not_after"] if ordered]
        if any(b == t and a in self.hat for a, b in before):
            return None
        best = None
        for k, stretch in enumerate(self.closing["stretches"]):
            if stretch["room"] not in talk["rooms"]:
                continue
            s = max([self.free[k], self.floor, talk["arrive_s"] if arrive is None else arrive]
                    + [self.end(p, at) for p, _, at in self.placed if [p, t] in before])
            moved = True
            while moved:
                moved = False
                for p, _, at in self.placed:
                    if set(self.all[p]["people"]) & set(talk["people"]) and s < self.end(p, at) and at < self.end(t, s):
                        s, moved = self.end(p, at), True
                        break
            late = self.late.get(stretch["room"], 0) if talk["leave_s"] < self.last else 0
            if self.end(t, s) > stretch["end_s"] or s + talk["duration_s"] + late > talk["leave_s"]:
                continue
            if any([t, p] in before and self.end(t, s) > at for p, _, at in self.placed):
                continue
            if any(room == stretch["room"] and (([p, t] in apart and self.end(p, at) == s)
                                                or ([t, p] in apart and self.end(t, s) == at))
                   for p, room, at in self.placed):
                continue
            if best is None or s < best[0]:
                best = (s, k)
        return best

    def waits(self, t):
        start, at_once = self.start(t), self.start(t, arrive=0)
        return start is not None and at_once is not None and at_once[0] < start[0]

    def put(self, t):
        s, k = self.start(t)
        undo = (t, k, self.free[k], self.floor)
        self.placed.append((t, self.closing["stretches"][k]["room"], s))
        self.free[k], self.floor = self.end(t, s), s
        self.hat.remove(t)
        return undo

    def undo(self, what):
        t, k, free, floor = what
        assert self.placed.pop()[0] == t
        self.free[k], self.floor = free, floor
        self.hat = sorted(self.hat + [t])

    def pool(self, aside=None):
        hat = [t for t in self.hat if t != aside and t not in self.passed]
        return [t for t in hat if t in self.first] or hat

    def alone(self, t):
        rules = self.closing["before"] + self.closing["not_after"]
        return not any(t in rule for rule in rules) and not any(
            o != t and set(self.all[o]["people"]) & set(self.all[t]["people"]) for o in self.all)

    def alike(self, a, b):
        same = all(self.all[a][k] == self.all[b][k] for k in ("duration_s", "arrive_s", "leave_s", "rooms"))
        return same and self.alone(a) and self.alone(b)

    def can_finish(self):
        self.placings = 0
        return self.finish()

    def finish(self):
        hat = [t for t in self.hat if t not in self.passed]
        if not hat:
            return True
        if any(self.start(t, ordered=False) is None for t in hat):
            return False
        ways = [t for t in self.pool() if self.start(t) is not None]
        ways.sort(key=lambda t: (self.start(t)[0], self.all[t]["leave_s"], -self.all[t]["duration_s"], t))
        for i, t in enumerate(ways):
            if any(self.alike(t, o) for o in ways[:i]):
                continue
            if self.placings == PLACINGS:
                return False
            self.placings += 1
            undo = self.put(t)
            done = self.finish()
            self.undo(undo)
            if done:
                return True
        return False

    def may_come(self, aside=None, look=True):
        among = []
        for t in self.pool(aside):
            if self.start(t) is None:
                continue
            undo = self.put(t)
            if not look or self.can_finish():
                among.append(t)
            self.undo(undo)
        return [t for t in among if not self.waits(t)] or among


def shuffle(closing, numbers):
    order = []
    for first in (True, False):
        hat = [t for t in closing["talks"] if "at" not in t and t["first"] == first]
        while hat:
            drawn = numbers.lot(hat)
            hat.remove(drawn)
            order.append(drawn["id"])
    return order


def place(closing, order):
    evening = Evening(closing)
    for t in order:
        if evening.start(t) is None:
            return None
        if evening.waits(t) and any(evening.start(o) is not None and not evening.waits(o) for o in evening.pool()):
            return None
        evening.put(t)
    return evening


def repair(closing, order):
    evening = Evening(closing)
    for _ in order:
        among = evening.may_come()
        if not among:
            return None
        evening.put(next(t for t in order if t in among))
    return evening


def draw_whole(closing, numbers):
    """tries, repaired, order; None: nothing is drawn."""
    for tries in range(1, TRIES + 1):
        order = shuffle(closing, numbers)
        evening = place(closing, order)
        if evening:
            break
    repaired = evening is None
    evening = evening or repair(closing, order)
    if not evening:
        return None
    slots = evening.placed[len(evening.placed) - len(order):]
    return {"tries": tries, "repaired": repaired,
            "order": [{"talk": t, "room": room, "start_s": s} for t, room, s in slots]}


class OneByOne:
    def __init__(self, closing, numbers):
        self.evening, self.numbers, self.steps, self.reserves = Evening(closing), numbers, [], []
        self.last, self.aside, self.went_back = None, None, set()

    def reserve(self, talks):
        self.evening.hat = [t for t in self.evening.hat if t not in talks]
        self.reserves += talks

    def fill(self):
        evening = self.evening
        while True:
            among = evening.may_come(self.aside)
            if not among and self.aside:
                self.reserve([self.aside])
                self.aside = None
                continue
            among = among or evening.may_come(self.aside, look=False)
            if among or not evening.hat:
                return among
            self.reserve(evening.pool(self.aside))

    def fill_late(self, late):
        evening = self.evening
        evening.set_late(late)
        among = late and (evening.may_come(self.aside) or evening.may_come(self.aside, look=False))
        if among:
            return among
        evening.set_late({})
        return self.fill()

    def next(self, late=None):
        evening, among = self.evening, self.fill_late(late or {})
        if not among:
            return None
        drawn = self.numbers.lot([evening.all[t] for t in among])["id"]
        self.last, self.aside = evening.put(drawn), None
        evening.set_late({})
        _, room, s = evening.placed[-1]
        step = {"drawn": drawn, "among": among, "room": room, "start_s": s}
        if late:
            step["late"] = [{"room": room, "s": late[room]} for room in sorted(late)]
        self.steps.append(step)
        return drawn

    def no_show(self):
        self.evening.undo(self.last)
        talk, self.last = self.last[0], None
        self.evening.first.discard(talk)
        back = talk not in self.went_back
        self.steps.append({"no_show": talk, "back": back})
        if back:
            self.went_back.add(talk)
            self.aside = talk
        else:
            self.reserve([talk])

    def withdraw(self, talk):
        self.evening.hat.remove(talk)
        if self.aside == talk:
            self.aside = None
        self.steps.append({"withdrawn": talk})

    def ended(self):
        self.fill()
        return {"steps": self.steps, "reserves": sorted(self.reserves), "undrawn": sorted(self.evening.hat)}


def record_of(event, mode, secret, closing, round_=1):
    seed = sha256(f"sparkd draw 1\n{event}\n{round_}\n{mode}\n{secret}\n{compact(closing)}".encode())
    return {"sparkd_draw": 1, "event": event, "round": round_, "mode": mode,
            "commitment": sha256(secret.encode()).hex(), "secret": secret, "seed": seed.hex(),
            "list": closing}, Numbers(seed)


def made_up(rng, talks, tight=False):
    """A list at closing with everything that may stand in one."""
    rooms = [1] if rng.random() < 0.6 else [1, 4]
    closing = {"changeover_s": rng.choice([30, 60, 120]), "rooms": rooms, "stretches": [], "talks": []}
    for i in range(talks):
        minutes = rng.choice([2, 2, 7])
        closing["talks"].append({
            "id": 10 + 3 * i, "duration_s": 60 * minutes, "arrive_s": 0, "leave_s": 5400,
            "rooms": rooms if rng.random() < 0.8 else [rng.choice(rooms)],
            "people": sorted(rng.sample(range(1, 2 * talks + 2), rng.choice([1, 1, 2]))),
            "first": rng.random() < 0.1, "weight": rng.choice([1, 1, 2])})
    takes = sum(t["duration_s"] + closing["changeover_s"] for t in closing["talks"])
    spare = 0 if tight else rng.choice([300, 900])
    half = (takes + spare) // (2 * len(rooms)) + (0 if tight else 300)
    for start in (300, 900 + half):
        for room in rooms:
            closing["stretches"].append({"room": room, "start_s": start, "end_s": start + half})
    for talk in closing["talks"]:
        if rng.random() < 0.15:
            talk["leave_s"] = rng.randrange(1200, 5400)
        elif rng.random() < 0.15:
            talk["arrive_s"] = rng.randrange(0, 1500)
    ids = [t["id"] for t in closing["talks"]]
    if rng.random() < 0.2:
        fixed = closing["talks"][rng.randrange(talks)]
        fixed["at"] = {"room": rooms[0], "start_s": 1000 + 2 * half + 1000}
    closing["before"] = sorted(rng.sample(ids, 2) for _ in range(rng.choice([0, 0, 1])))
    closing["not_after"] = sorted(rng.sample(ids, 2) for _ in range(rng.choice([0, 0, 1])))
    return closing


class Draws(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def verify(self, record, *more):
        path = os.path.join(self.folder.name, "record.json")
        with open(path, "w", encoding="ascii") as f:
            f.write(record if isinstance(record, str) else compact(record) + "\n")
        return subprocess.run([SPARKD, "draw", "verify", path, *more], capture_output=True, text=True, timeout=60)

    def holds(self, record, *more):
        got = self.verify(record, *more)
        self.assertEqual(got.returncode, 0, got.stdout + got.stderr + compact(record))
        self.assertIn("the draw holds", got.stdout)
        return got.stdout

    def refuses(self, record, words, *more):
        got = self.verify(record, *more)
        self.assertEqual(got.returncode, 1, got.stdout + got.stderr)
        self.assertIn(words, got.stdout + got.stderr)

    def test_whole_orders_are_those_of_the_page(self):
        rng, drawn = random.Random(1), 0
        for n in range(60):
            closing = made_up(rng, rng.randrange(2, 13), tight=n % 4 == 0)
            record, numbers = record_of(n + 1, "whole", rng.randbytes(32).hex(), closing, 1 + n % 3)
            result = draw_whole(closing, numbers)
            if not result:
                self.refuses(record | {"tries": 1, "repaired": False, "order": []}, "No order keeps")
                continue
            drawn += 1
            self.holds(record | result)
        self.assertGreater(drawn, 30)

    def test_an_order_that_no_shuffle_finds_is_repaired_as_the_page_says(self):
        """Eight talks, each of which must be over before the next can be: one order in 40,320."""
        closing = {"changeover_s": 60, "rooms": [1], "stretches": [{"room": 1, "start_s": 600, "end_s": 2040}],
                   "talks": [{"id": i, "duration_s": 120, "arrive_s": 0, "leave_s": 600 + 180 * (9 - i), "rooms": [1],
                              "people": [i], "first": False, "weight": 1} for i in range(1, 9)],
                   "before": [], "not_after": []}
        record, numbers = record_of(3, "whole", "cd" * 32, closing)
        result = draw_whole(closing, numbers)
        self.assertTrue(result["repaired"])
        self.assertEqual([slot["talk"] for slot in result["order"]], [8, 7, 6, 5, 4, 3, 2, 1])
        self.holds(record | result)

    def test_draws_one_at_a_time_are_those_of_the_page(self):
        rng, reserves = random.Random(2), 0
        for n in range(100):
            closing = made_up(rng, rng.randrange(2, 11))
            record, numbers = record_of(n + 1, "one_by_one", rng.randbytes(32).hex(), closing)
            draw = OneByOne(closing, numbers)
            late = {room: rng.randrange(1, 1500) for room in closing["rooms"] if n % 2 and rng.random() < 0.8}
            while draw.next(late) is not None:
                if n % 4 == 1:
                    late = {room: s + rng.randrange(60) for room, s in late.items()}
                if rng.random() < 0.25:
                    draw.no_show()
                if draw.evening.hat and rng.random() < 0.1:
                    draw.withdraw(rng.choice(draw.evening.hat))
                if rng.random() < 0.03:
                    break
            self.holds(record | draw.ended())
            reserves += len(draw.reserves)
        self.assertGreater(reserves, 0)

    def test_who_has_to_leave_is_drawn_by_the_real_time(self):
        """Late by a little, anybody may come; by more, only who has to leave; by much, they cannot."""
        closing = {"changeover_s": 60, "rooms": [1], "stretches": [{"room": 1, "start_s": 600, "end_s": 1500}],
                   "talks": [{"id": i, "duration_s": 120, "arrive_s": 0, "leave_s": leave, "rooms": [1],
                              "people": [i], "first": False, "weight": 1}
                             for i, leave in enumerate((1500, 1500, 1000, 1500, 1500), 1)],
                   "before": [], "not_after": []}
        for late, among in ((0, [1, 2, 3, 4, 5]), (100, [1, 2, 3, 4, 5]), (101, [3]), (280, [3]), (281, [1, 2, 4, 5])):
            record, numbers = record_of(4, "one_by_one", "ef" * 32, closing)
            draw = OneByOne(closing, numbers)
            while draw.next({1: late} if late else {}) is not None:
                pass
            self.assertEqual(draw.steps[0]["among"], among)
            self.holds(record | draw.ended())
            self.assertEqual(draw.reserves, [3] if late == 281 else [])
        other = json.loads(compact(record | draw.ended()))
        other["steps"][0]["late"][0]["s"] = 200
        self.refuses(other, "tep 1 ")
        del other["steps"][0]["late"]
        self.refuses(other, "tep 1 ")
        for late in ([], [{"room": 1, "s": 0}], [{"room": 2, "s": 9}], [{"room": 1}], 4):
            other["steps"][0]["late"] = late
            self.assertEqual(self.verify(other).returncode, 1, late)

    def small(self, mode="whole"):
        closing = made_up(random.Random(5), 6)
        record, numbers = record_of(9, mode, "ab" * 32, closing)
        if mode == "whole":
            return record | draw_whole(closing, numbers)
        draw = OneByOne(closing, numbers)
        draw.next()
        draw.no_show()
        draw.next()
        return record | draw.ended()

    def test_what_does_not_hold_is_told(self):
        record = self.small()
        self.assertIn("Compare this with the commitment", self.holds(record))
        self.assertIn("was committed to", self.holds(record, "--commitment", record["commitment"]))
        self.refuses(record, "not the one that was committed to", "--commitment", "00" * 32)
        other = copy.deepcopy(record)
        other["order"][0], other["order"][1] = other["order"][1], other["order"][0]
        self.refuses(other, "Place 1 is talk")
        self.refuses(record | {"event": 10}, "The seed does not follow")
        self.refuses(record | {"commitment": "0" * 64}, "not the hash of the secret")
        self.refuses(record | {"tries": record["tries"] + 1}, "shuffles")
        self.refuses(json.dumps(record), "From byte")
        self.refuses(compact(record), "From byte")
        self.refuses("{}", "is not the record of a draw")
        self.refuses("", "it is not JSON")
        steps = self.small("one_by_one")
        self.assertIn("one at a time", self.holds(steps))
        other = copy.deepcopy(steps)
        other["steps"][2]["drawn"] = other["steps"][0]["drawn"]
        self.refuses(other, "Step 3 is about talk")
        other = copy.deepcopy(steps)
        other["steps"][1]["back"] = False
        self.refuses(other, "goes back into the hat")
        other = copy.deepcopy(steps)
        other["steps"].insert(0, {"no_show": steps["steps"][0]["drawn"], "back": True})
        self.refuses(other, "Step 1 cannot happen")

    def test_the_command_says_how_it_is_used(self):
        for words in ((), ("verify",), ("toss", "x")):
            got = subprocess.run([SPARKD, "draw", *words], capture_output=True, text=True, timeout=60)
            self.assertEqual((got.returncode, got.stderr.count("\n")), (2, 1))
        got = subprocess.run([SPARKD, "draw", "verify", "/nowhere/x"], capture_output=True, text=True, timeout=60)
        self.assertEqual(got.returncode, 3)
        got = subprocess.run([SPARKD, "draw", "verify", "-"], capture_output=True, text=True, timeout=60,
                             input=compact(self.small()) + "\n")
        self.assertEqual(got.returncode, 0, got.stderr)


if __name__ == "__main__":
    unittest.main()
