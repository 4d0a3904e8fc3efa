"""What `sparkd arrange` says of planted contradictions (family A) and of overbooked evenings (W),
judged by clasp and by plain sorting, sharing nothing with sparkd:

every conflict it names is one (its rules alone cannot hold together) and is minimal (without any
one of them the rest can); the planted ones are among them; without them the rest fits; and the
order of who waits is exactly the precedence's.

    SPARKD=build/dev/sparkd test_arrange_conflicts.py [-v]
"""
import itertools
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/spark/arrange"))

import arrange_check
import arrange_make
import arrange_plant

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")


def arrange(instance, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(arrange_make.text_of(instance))
        file.flush()
        done = subprocess.run([SPARKD, "arrange", file.name, "--moves", "1000", *options],
                              capture_output=True, text=True, timeout=500, check=False)
    return done, json.loads(done.stdout)


# ---- the same question as clauses for clasp ----


class Formula:
    def __init__(self):
        self.clauses, self.count = [], 0

    def variable(self):
        self.count += 1
        return self.count

    def holds(self):
        text = "\n".join([f"p cnf {self.count} {len(self.clauses)}",
                          *(" ".join(map(str, c)) + " 0" for c in self.clauses)])
        done = subprocess.run(["clasp", "--quiet=2", "-"], input=text, capture_output=True,
                              text=True, timeout=300, check=False)
        return {10: True, 30: True, 20: False}[done.returncode]


def unit(instance):
    c = instance["event"]["changeover_s"]
    numbers = [t["duration_s"] + c for t in instance["talks"]]
    numbers += [t["pin"]["start_s"] for t in instance["talks"] if "pin" in t]
    numbers += [edge for b in instance["blocks"] for edge in (b["start_s"], b["end_s"])]
    return math.gcd(*numbers)


def starts_of(instance, talk, rules):
    """(room, start) that the rules about this talk alone leave it."""
    c, g = instance["event"]["changeover_s"], unit(instance)
    for room in instance["rooms"]:
        for block in instance["blocks"]:
            last = block["end_s"] - talk["duration_s"] - c
            for start in range(block["start_s"], last + 1, g):
                pin = talk.get("pin")
                ruled_out = (
                    ["arrival", talk["id"]] in rules and start < talk["arrive_s"],
                    ["leaving", talk["id"]] in rules
                    and start + talk["duration_s"] > talk["leave_s"],
                    ["kit", talk["id"]] in rules and not set(talk["kit"]) <= set(room["kit"]),
                    ["pinned", talk["id"]] in rules
                    and (room["id"], start) != (pin["room"], pin["start_s"]))
                if not any(ruled_out):
                    yield room["id"], block["id"], start


def clash(instance, rules, first, second):
    """May these two stand so? Each is (talk, room, block, start)."""
    c = instance["event"]["changeover_s"]
    (a, room_a, block_a, start_a), (b, room_b, block_b, start_b) = first, second
    end_a, end_b = start_a + a["duration_s"] + c, start_b + b["duration_s"] + c
    overlap = start_a < end_b and start_b < end_a
    own = ["own", *sorted((a["id"], b["id"]))] in rules
    if overlap and (room_a == room_b or own):
        return True
    for x, y, end_x, start_y in ((a, b, end_a, start_b), (b, a, end_b, start_a)):
        if ["before", x["id"], y["id"]] in rules and start_y < end_x:
            return True
        if (["not_after", x["id"], y["id"]] in rules and start_y == end_x
                and (room_a, block_a) == (room_b, block_b)):
            return True
    return False


def can_hold(instance, rules):
    """Can these rules hold together? Whatever is not among them does not bind."""
    talks = {t["id"]: t for t in instance["talks"]}
    formula, places = Formula(), {}
    for rule in rules:
        if rule[0] == "given":
            talk = talks[rule[1]]
            places[rule[1]] = [((talk, *start), formula.variable())
                               for start in starts_of(instance, talk, rules)]
            formula.clauses.append([variable for _, variable in places[rule[1]]])
    for one, two in itertools.combinations(places, 2):
        for (p, x), (q, y) in itertools.product(places[one], places[two]):
            if clash(instance, rules, p, q):
                formula.clauses.append([-x, -y])
    return formula.holds()


def rules_of(conflict):
    return sorted([rule["rule"], *rule["talks"]] for rule in conflict["rules"])


class Conflicts(unittest.TestCase):
    def judge(self, instance, conflict):
        rules = rules_of(conflict)
        if not ("count" in conflict and len(rules) > 12):  # pigeons: clasp too counts badly
            self.assertFalse(can_hold(instance, rules), rules)
        self.assertTrue(conflict["minimal"])
        seen = set()
        for rule in rules:
            if "count" in conflict and rule[0] in seen:
                continue  # planted talks are alike: one stands for each
            seen.add(rule[0])
            self.assertTrue(can_hold(instance, [r for r in rules if r != rule]), (rule, rules))

    def judge_count(self, instance, count):
        c, talks = instance["event"]["changeover_s"], {t["id"]: t for t in instance["talks"]}
        rooms = [r for r in instance["rooms"] if set(count["kit"]) <= set(r["kit"])]
        self.assertEqual(len(rooms), count["rooms"])
        for t in (talks[i] for i in count["talks"]):
            self.assertTrue(t["arrive_s"] >= count["from_s"] and t["leave_s"] <= count["to_s"])
            self.assertTrue(set(count["kit"]) <= set(t["kit"]))
        spans = [max(0, min(b["end_s"], count["to_s"] + c) - max(b["start_s"], count["from_s"]))
                 for b in instance["blocks"]]
        if "places" in count:
            length = count["duration_s"] + c
            self.assertEqual(count["places"], len(rooms) * sum(s // length for s in spans))
            self.assertEqual(count["wanted"], len(count["talks"]))
            self.assertGreater(count["wanted"], count["places"])
        else:
            self.assertLessEqual(count["places_s"], len(rooms) * sum(spans))
            self.assertEqual(count["wanted_s"], sum(talks[i]["duration_s"] + c
                                                    for i in count["talks"]))
            self.assertGreater(count["wanted_s"], count["places_s"])

    def planted(self, size, seed, kinds, **changes):
        instance, sets = arrange_plant.make(size, seed, kinds, **changes)
        done, plan = arrange(instance)
        self.assertEqual((done.returncode, plan["verdict"], plan["all_told"]),
                         (1, "impossible", True), (size, seed, kinds))
        found = [rules_of(conflict) for conflict in plan["conflicts"]]
        for rules in sets:
            self.assertIn(rules, found, (size, seed, kinds))
        flat = [tuple(rule) for rules in found for rule in rules]
        self.assertEqual(len(flat), len(set(flat)), "two conflicts share a rule")
        for conflict in plan["conflicts"]:
            self.judge(instance, conflict)
            if "count" in conflict:
                self.judge_count(instance, conflict["count"])
                self.assertIn(conflict["count"]["sentence"], done.stderr)
            else:
                self.assertIn(conflict["rules"][0]["sentence"], done.stderr)

    def test_planted_medium(self):
        for kind in range(5):
            for seed in (1, 2):
                self.planted("medium", seed, [kind])

    def test_planted_together(self):
        for seed in (3, 4):
            self.planted("medium", seed, [0, 1, 2])

    def test_planted_one_room(self):
        for seed, kind in itertools.product((1, 2, 3), (0, 1, 2)):
            self.planted("small", seed, [kind])

    def test_what_fits_has_no_conflicts(self):
        for seed in (1, 2, 3):
            done, plan = arrange(arrange_make.make("R", "medium", seed))
            self.assertEqual(done.returncode, 0)
            self.assertNotIn("conflicts", plan)


# ---- who waits ----


def units_left(instance):
    c = instance["event"]["changeover_s"]
    return [b["end_s"] - b["start_s"] for b in instance["blocks"] for _ in instance["rooms"]], c


def fits(instance, talks):
    """W with 30 seconds between: long ones up to three units each, everything up to the units."""
    spans, c = units_left(instance)
    units = [span // (arrange_make.SHORT_S + c) for span in spans]
    longs = sum(t["duration_s"] == arrange_make.LONG_S for t in talks)
    return longs <= sum(u // 3 for u in units) and len(talks) + 2 * longs <= sum(units)


def precedence(instance):
    """Turn by turn: (talk, has a slot)."""
    left, accepted = list(instance["talks"]), []
    while left:
        have = {t["school"] for t in accepted}
        left.sort(key=lambda t: (t["school"] in have and t["school"] != 0,
                                 not t.get("waited", False), t.get("booked_at", 0), t["id"]))
        talk = left.pop(0)
        given = fits(instance, accepted + [talk])
        if given:
            accepted.append(talk)
        yield talk["id"], given


class Line(unittest.TestCase):
    def overbooked(self, size, seed):
        instance = arrange_make.make("W", size, seed)
        for talk in instance["talks"]:
            if talk["id"] % 7 == seed % 7:
                talk["waited"] = True
        done, plan = arrange(instance, "--line")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(plan["report"]["hard"], [])
        said = [(turn["talk"], "wait" not in turn) for turn in plan["turns"]]
        self.assertEqual(said, list(precedence(instance)), (size, seed))
        self.assertEqual(sorted(plan["waiting"]), sorted(t for t, given in said if not given))
        for turn in plan["turns"]:
            if "wait" in turn:
                self.assertEqual(turn["wait"], "full")
                self.assertIn("slot was left", turn["sentence"])

    def test_exact(self):
        for size, seed in itertools.product(("tiny", "small", "medium"), range(1, 6)):
            self.overbooked(size, seed)

    def test_reasons(self):
        instance = arrange_make.make("W", "tiny", 9, short=2, long=1)
        late, kit = instance["talks"][0], instance["talks"][1]
        late["leave_s"] = 300
        kit["kit"] = ["a piano"]
        _, plan = arrange(instance, "--line")
        waits = {turn["talk"]: turn.get("wait") for turn in plan["turns"]}
        self.assertEqual((waits[late["id"]], waits[kit["id"]]), ("window", "kit"))


# ---- why is this talk here? ----


class Why(unittest.TestCase):
    """Every figure is the checker's difference once the move is made."""

    def moved(self, plan, talk, alternative):
        slots = {slot["talk"]: dict(slot) for slot in plan["slots"]}
        mine = dict(slots[talk])
        slots[talk].update(room=alternative["room"], start_s=alternative["start_s"])
        if "with" in alternative:
            slots[alternative["with"]].update(room=mine["room"], start_s=mine["start_s"])
        return dict(plan, slots=list(slots.values()))

    def explain(self, instance, talk):
        _, plan = arrange(instance, "--why", str(talk))
        now, why = arrange_check.judge(instance, plan), plan["why"]
        self.assertEqual((why["talk"], now["hard"]), (talk, []))
        points = [alternative["points"] for alternative in why["alternatives"]]
        self.assertEqual(points, sorted(points))
        for alternative in why["alternatives"]:
            then = arrange_check.judge(instance, self.moved(plan, talk, alternative))
            self.assertEqual(then["hard"], [])
            self.assertEqual(then["points"] - now["points"], alternative["points"])
            self.assertEqual({name: then["terms"][name] - now["terms"][name]
                              for name in arrange_check.TERMS
                              if then["terms"][name] != now["terms"][name]}, alternative["terms"])
            if alternative["points"]:
                self.assertIn(f"({alternative['points']:+d})", alternative["sentence"])
        return now, plan, why

    def best(self, instance, now, plan, talk):
        """The least points of any legal exchange or free slot, tried one by one."""
        slots = {slot["talk"]: slot for slot in plan["slots"]}
        length = {t["id"]: t["duration_s"] for t in instance["talks"]}
        tries = [dict(room=slots[t]["room"], start_s=slots[t]["start_s"], **{"with": t})
                 for t in slots if t != talk and length[t] == length[talk]]
        tries += [dict(room=room["id"], start_s=start) for room in instance["rooms"]
                  for block in instance["blocks"]
                  for start in range(block["start_s"], block["end_s"], unit(instance))]
        same = (slots[talk]["room"], slots[talk]["start_s"])
        judged = [arrange_check.judge(instance, self.moved(plan, talk, a)) for a in tries
                  if (a["room"], a["start_s"]) != same]
        return min((j["points"] - now["points"] for j in judged if not j["hard"]), default=None)

    def test_figures(self):
        for size, seed in itertools.product(("tiny", "small", "medium"), (1, 2, 3)):
            instance = arrange_make.make("R", size, seed)
            for talk in instance["talks"][:9:3]:
                self.explain(instance, talk["id"])

    def test_nothing_better_is_kept_back(self):
        for seed in range(1, 6):
            instance = arrange_make.make("R", "tiny", seed)
            for talk in instance["talks"][:4]:
                now, plan, why = self.explain(instance, talk["id"])
                least = self.best(instance, now, plan, talk["id"])
                said = why["alternatives"][0]["points"] if why["alternatives"] else None
                self.assertEqual(said, least)


if __name__ == "__main__":
    unittest.main()
