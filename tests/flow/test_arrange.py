"""The arranger before judges that share nothing with it: 500 made-up events, every plan of small
ones, rules weakened in turn, the same bytes from other compilers, and what was announced."""
import copy
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/spark/arrange"))

import arrange_check
import arrange_every
import arrange_make

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")
RELEASE = os.environ.get("SPARKD_RELEASE", SPARKD)
CHECK = ROOT / "tests/spark/arrange/arrange_check.py"
EVENTS = 500

# The SHA-256 of what the generator makes: sizes with seed 1.
NAMES = {
    "R tiny": "8a58e55d090f64caa1e614ff88a117363dcb7949f12f50180b06ef92dbab3d27",
    "R small": "ad8b75b5ccb694f3b19385e914fd3cf0ae78ee84c7fbb1da921471dc7ad6ffaf",
    "R medium": "4375303a7bd2550c25ff5cef3e6e1291f997842840671bd9e670339fdec608bb",
    "R large": "7068d8a98974094b71eceb1848ca52b75f45e41548ea33e663135830526c7e84",
    "P medium": "07810e9a84f64053a84fc7cf0e120f3ab95b9d19f26679b5dfe282dbb7fe9be4",
    "P large": "01be806012bba3ba604ea434d192777f742e0eeff3c6fd8e09230d71b36ff7f3",
    "W medium": "d27d6cbac789df813692413f3977cf34083ab9d8bb8771c0e564ec09d53936fb",
}


class Arranger(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, instance, name="instance.json"):
        path = self.folder / name
        path.write_text(arrange_make.text_of(instance), encoding="utf-8")
        return path

    def arrange(self, instance, *words, sparkd=RELEASE):
        path = self.write(instance)
        got = subprocess.run([sparkd, "arrange", path, *map(str, words)], capture_output=True,
                             text=True, check=True)
        return json.loads(got.stdout)

    def judge(self, instance, plan, broken=False):
        """Engine and checker say the same of every term."""
        judged = arrange_check.judge(instance, plan)
        self.assertEqual(list(arrange_check.differences(judged, plan["report"])), [])
        if not broken:
            self.assertEqual(judged["hard"], [])
        return judged


# ---- 500 events ----


def event(seed):
    """Mostly tiny ones; every changeover, both themes' modes, pins, other points, announced ones.
    A hidden plan breaks nothing, so no plan may."""
    dice = arrange_make.Dice(90000 + seed)
    changes = {"changeover": (30, 30, 45, 60)[dice.below(4)]}
    size = "tiny"
    if seed % 50 == 0:
        size, changes = "medium", {"changeover": (30, 45)[dice.below(2)], "short": 30, "long": 22}
    elif seed % 5 == 0:
        size, changes = "small", {"changeover": 30}
    elif dice.below(2):
        changes.update(rooms=3, short=10, long=6)
    instance, plan = arrange_make.make_with_plan("RP"[seed % 2], size, seed, **changes)
    if dice.below(4) == 0:
        instance["event"]["theme_mode"] = "cluster"
    if dice.below(4) == 0:
        instance["points"] = {"clash": 3, "pace": 0, "changed_step": 2}
    for talk, slot in zip(instance["talks"], plan):
        if dice.below(8) == 0:
            talk["pin"] = {"room": slot["room"], "start_s": slot["start_s"]}
        if dice.below(4) == 0:
            other = plan[dice.below(len(plan))]
            talk["announced"] = {"room": other["room"], "start_s": other["start_s"]}
    return instance, plan


class Events(Arranger):
    def test_no_rule_is_broken_and_totals_are_equal(self):
        for seed in range(EVENTS):
            with self.subTest(seed=seed):
                instance, hidden = event(seed)
                plan = self.arrange(instance, "--moves", 20000, "--seed", seed)
                judged = self.judge(instance, plan)
                told = arrange_check.judge(instance, {"slots": hidden, "waiting": []})
                self.assertEqual(told["hard"], [])
                if plan["proven_best"]:
                    self.assertLessEqual(judged["points"], told["points"])
                if plan["proven_best"] and len(instance["rooms"]) > 1:
                    self.assertEqual(judged["points"], judged["unavoidable"])

    def test_instances_are_named_by_their_bytes(self):
        for name, sha in NAMES.items():
            text = arrange_make.text_of(arrange_make.make(*name.split(), 1))
            self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), sha, name)

    def test_sparkd_names_them_alike(self):
        instance = arrange_make.make("R", "small", 1)
        plan = self.arrange(instance, "--moves", 1000)
        self.assertEqual(plan["instance_sha256"], NAMES["R small"])
        for rows in (instance["talks"], instance["choices"], instance["rooms"], instance["before"]):
            rows.reverse()
        again = self.arrange(instance, "--moves", 1000)
        self.assertEqual(again, plan)


# ---- every plan ----


def few(seed):
    """Up to nine talks: at most seven in two rooms, nine in one."""
    dice = arrange_make.Dice(70000 + seed)
    one = seed % 2
    instance, _ = arrange_make.make_with_plan(
        "R", "tiny", seed, rooms=1 if one else 2, short=5 if one else 4,
        long=2 + dice.below(3) if one else 2)
    # Blocks as short as the talks allow, so that it matters who stands where.
    units = sum(1 if t["duration_s"] == 120 else 3 for t in instance["talks"])
    units = -(-units // len(instance["rooms"])) + 1
    first = units // 2 * 150
    instance["blocks"] = [{"id": 1, "start_s": 150, "end_s": 150 + first},
                          {"id": 2, "start_s": 300 + first, "end_s": 300 + units * 150}]
    for talk in instance["talks"]:
        talk["arrive_s"] = 450 if dice.below(6) == 0 else 0
        talk["leave_s"] = instance["event"]["length_s"]
    return instance


class EveryPlan(Arranger):
    def test_none_is_better(self):
        solved = 0
        for seed in range(40):
            with self.subTest(seed=seed):
                instance = few(seed)
                plan = self.arrange(instance, "--moves", 300000)
                judged = self.judge(instance, plan, broken=True)
                best = arrange_every.best(instance, None if judged["hard"] else judged["points"])
                self.assertIsNone(best)
                solved += not judged["hard"]
        self.assertGreater(solved, 20)

    def test_one_room_is_proven(self):
        for seed in range(8):
            with self.subTest(seed=seed):
                instance = arrange_make.make("R", "small", 200 + seed)
                plan = self.arrange(instance, "--moves", 1200000)
                self.judge(instance, plan)
                self.assertTrue(plan["proven_best"])
                other = self.arrange(instance, "--moves", 1200000, "--seed", 5)
                self.assertEqual(other["report"]["points"], plan["report"]["points"])

    def test_planted_optima(self):
        for seed in range(3):
            instance = arrange_make.make("P", "medium", 300 + seed)
            plan = self.arrange(instance, "--moves", 3000000)
            self.judge(instance, plan)
            self.assertLessEqual(plan["report"]["points"], 40)


# ---- rules weakened in turn ----


def without(instance, rule):
    """The same event for an engine that does not know the rule."""
    weak = copy.deepcopy(instance)
    for talk in weak["talks"]:
        if rule == "H4":
            talk["arrive_s"] = 0
        if rule == "H5":
            talk["leave_s"] = weak["event"]["length_s"]
        if rule == "H6":
            talk["kit"] = []
        if rule == "H7":
            talk["presenters"] = []
        if rule == "H10":
            talk.pop("pin", None)
    if rule == "H2":
        weak["blocks"] = [{"id": 1, "start_s": 0, "end_s": weak["event"]["length_s"]}]
    if rule == "H3":
        weak["rooms"].append({"id": 99, "seats": 999, "kit": list(arrange_make.KIT)})
    if rule == "H8":
        weak["before"] = []
    if rule == "H9":
        weak["not_after"] = []
    return weak


def burdened(seed):
    """Every rule many times, so that a plan made without it cannot keep it by chance."""
    instance, plan = arrange_make.make_with_plan("R", "tiny", seed, short=12, long=6)
    at = {slot["talk"]: slot for slot in plan}
    talks = instance["talks"]
    for talk in talks:
        slot = at[talk["id"]]
        talk["arrive_s"] = slot["start_s"] // 60 * 60 if talk["id"] % 3 == 0 else 0
        if talk["id"] % 3 == 1:
            talk["leave_s"] = -(-(slot["start_s"] + talk["duration_s"]) // 60) * 60
        if talk["id"] % 5 == 0:
            talk["pin"] = {"room": slot["room"], "start_s": slot["start_s"]}
        talk["presenters"] = [slot["room"]]
        talk["kit"] = instance["rooms"][slot["room"] - 1]["kit"]
    by_start = sorted(at.values(), key=lambda slot: (slot["room"], slot["start_s"]))
    pairs = [(a["talk"], b["talk"]) for a, b in zip(by_start, by_start[1:]) if a["room"] == b["room"]]
    instance["before"] = sorted(map(list, pairs[::3]))
    instance["not_after"] = sorted([b, a] for a, b in pairs)
    # One presenter a room keeps the rooms of the hidden plan busy; the rest are their own.
    for talk in talks[::2]:
        talk["presenters"] = [1000 + talk["id"]]
    return instance


class Weakened(Arranger):
    def check(self, instance, plan):
        path = self.folder / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.run([sys.executable, CHECK, self.write(instance), path],
                              capture_output=True, text=True, check=False)

    def caught(self, rule):
        """In how many of a few events the checker names the rule."""
        count = 0
        for seed in range(6):
            instance = burdened(seed)
            plan = self.arrange(without(instance, rule), "--moves", 20000, "--seed", seed)
            for slot in plan["slots"]:
                slot["room"] = 1 if slot["room"] == 99 else slot["room"]
            got = self.check(instance, plan)
            count += got.returncode == 1 and f'["{rule}"' in got.stdout
        return count

    def test_the_checker_names_the_rule_that_was_left_out(self):
        for rule in ("H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10"):
            with self.subTest(rule=rule):
                self.assertGreaterEqual(self.caught(rule), 1)

    def test_a_talk_stands_once(self):
        instance = burdened(1)
        plan = self.arrange(instance, "--moves", 20000)
        self.assertEqual(self.check(instance, plan).returncode, 0)
        for slots in (plan["slots"][1:], plan["slots"] + plan["slots"][:1],
                      plan["slots"][1:] + [dict(plan["slots"][0], talk=777)],
                      plan["slots"][1:] + [dict(plan["slots"][0], room=777)]):
            got = self.check(instance, dict(plan, slots=slots))
            self.assertEqual(got.returncode, 1)
            self.assertIn("H1", got.stdout)

    def test_a_wrong_total_is_seen(self):
        instance = arrange_make.make("R", "tiny", 4)
        plan = self.arrange(instance, "--moves", 1000)
        self.assertEqual(self.check(instance, plan).returncode, 0)
        for term in arrange_check.TERMS:
            wrong = copy.deepcopy(plan)
            wrong["report"]["terms"][term] += 1
            self.assertEqual(self.check(instance, wrong).returncode, 1)


# ---- the same again ----


class Builds(Arranger):
    SOURCES = [ROOT / f"src/spark/arrange{name}.c" for name in (
        "", "_anneal", "_bound", "_change", "_exchange", "_format", "_greedy", "_guide", "_json",
        "_judge", "_move", "_order", "_prove", "_rows", "_scan", "_state")] + [
        ROOT / f"src/base/{name}.c" for name in (
            "arena", "buf", "str", "check", "refusal", "token", "err")]

    def build(self, compiler, level):
        binary = self.folder / f"{compiler}{level}"
        subprocess.run([compiler, "-std=gnu17", "-D_GNU_SOURCE", level, "-w",
                        *(f"-iquote{ROOT / path}" for path in ("include/base", "include/spark",
                                                               "src/spark")),
                        ROOT / "tests/support/arrange_main.c", *self.SOURCES, "-o", binary,
                        "-ljansson", "-lsodium"], check=True)
        return binary

    def test_the_plan_is_the_same_bytes(self):
        binaries = [self.build(compiler, level) for compiler in ("gcc", "clang")
                    for level in ("-O0", "-O3")]
        for family, size, moves in (("R", "small", 60000), ("P", "medium", 60000),
                                    ("R", "large", 40000), ("P", "large", 210000)):
            instance = arrange_make.make(family, size, 11)
            path = self.write(instance)
            plans = {subprocess.run([binary, path, str(moves), "9"], capture_output=True,
                                    check=True).stdout for binary in binaries}
            for sparkd in {SPARKD, RELEASE}:
                plans.add(subprocess.run([sparkd, "arrange", path, "--moves", str(moves), "--seed",
                                          "9"], capture_output=True, check=True).stdout)
            self.assertEqual(len(plans), 1)


# ---- what was announced ----


def announced(instance, plan, gone):
    """The event once the plan is announced and some have withdrawn."""
    at = {slot["talk"]: slot for slot in plan["slots"]}
    later = copy.deepcopy(instance)
    later["talks"] = [dict(t, announced={"room": at[t["id"]]["room"],
                                         "start_s": at[t["id"]]["start_s"]})
                      for t in later["talks"] if t["id"] not in gone]
    for rules in ("before", "not_after"):
        later[rules] = [pair for pair in later[rules] if not set(pair) & set(gone)]
    later["choices"] = [rest for chosen in later["choices"]
                        if (rest := [t for t in chosen if t not in gone])]
    return later


def moved(instance, plan):
    at = {slot["talk"]: (slot["room"], slot["start_s"]) for slot in plan["slots"]}
    return sum((t["announced"]["room"], t["announced"]["start_s"]) != at[t["id"]]
               for t in instance["talks"] if "announced" in t)


class Announced(Arranger):
    def test_a_gap_is_left_and_nobody_moves(self):
        for size in ("small", "medium", "large"):
            instance = arrange_make.make("R", size, 21)
            plan = self.arrange(instance, "--moves", 200000)
            for gone in ([3], [3, 9, 14]):
                later = announced(instance, plan, gone)
                got = self.arrange(later, "--moves", 100000, "--mode", "only-what-must")
                self.judge(later, got)
                self.assertEqual(moved(later, got), 0)

    def test_only_what_must_moves(self):
        """Somebody comes later than announced: one or two move, not more."""
        instance = arrange_make.make("R", "medium", 22)
        plan = self.arrange(instance, "--moves", 200000)
        later = announced(instance, plan, [])
        talk = min((t for t in later["talks"] if t["leave_s"] == 5400 and "pin" not in t),
                   key=lambda t: t["announced"]["start_s"])
        talk["arrive_s"] = 3000
        got = self.arrange(later, "--moves", 200000, "--mode", "only-what-must")
        self.judge(later, got)
        self.assertIn(moved(later, got), (1, 2))

    def test_improving_keeps_to_the_number(self):
        instance = arrange_make.make("R", "medium", 23)
        plan = self.arrange(instance, "--moves", 3000)
        instance["points"] = {"changed_room": 0, "changed_start": 0, "changed_step": 0}
        for most in (0, 1, 2, 5, 60):
            later = announced(instance, plan, [5])
            got = self.arrange(later, "--moves", 200000, "--mode", "improve", "--moved", most)
            self.judge(later, got)
            self.assertLessEqual(moved(later, got), most)
        stays = arrange_check.judge(later, {"waiting": [], "slots": [
            dict(t["announced"], talk=t["id"]) for t in later["talks"]]})
        self.assertLess(got["report"]["points"], stays["points"])


# ---- the command ----


class Command(Arranger):
    def refuse(self, status, words, *command):
        got = subprocess.run([SPARKD, "arrange", *map(str, command)], capture_output=True, text=True,
                             check=False)
        self.assertEqual(got.returncode, status, got.stderr)
        self.assertEqual(got.stderr.count("\n"), 1, got.stderr)
        self.assertIn(words, got.stderr)
        self.assertEqual(got.stdout, "")

    def test_errors_are_one_line(self):
        instance = arrange_make.make("R", "tiny", 1)
        path = self.write(instance)
        self.refuse(2, "arrange what?")
        self.refuse(2, "--mode is", path, "--mode", "tidy")
        self.refuse(2, "a whole number", path, "--moves", "many")
        self.refuse(3, "cannot be read", self.folder / "none.json")
        instance["talks"][2]["duration_s"] = 0
        self.refuse(1, "talks[2].duration_s", self.write(instance))
        (self.folder / "x.json").write_text("{")
        self.refuse(1, "is not JSON", self.folder / "x.json")

    def test_progress_is_told_on_the_side(self):
        path = self.write(arrange_make.make("P", "medium", 1))
        got = subprocess.run([RELEASE, "arrange", path, "--moves", "3000000", "--progress"],
                             capture_output=True, text=True, check=True)
        self.assertEqual(json.loads(got.stdout)["moves_planned"], 3000000)
        self.assertRegex(got.stderr.splitlines()[-1], r"^\d+ of 3000000 moves, 0 broken, \d+ points$")


if __name__ == "__main__":
    unittest.main()
