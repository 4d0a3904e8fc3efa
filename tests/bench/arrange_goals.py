"""The arranger's goals (programme specification, section 13) on events nobody tuned it on, every
plan judged by the independent checker: targets and figures, and by how much a row is short.

Budgets: moves where the goal says moves; where it says seconds, as many moves as this machine made
in that CPU time in a run before on the same event."""
import json
import os
import shutil
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests/spark/arrange"), os.path.join(ROOT, "tests/flow")]

import arrange_check
import arrange_first_come
import arrange_make
import arrange_plant
import arrange_reference
from test_arrange import announced, moved
from test_arrange_conflicts import Conflicts, precedence, rules_of

GOALS = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "stretch"}
FRESH, ONLY_WHAT_MUST, IMPROVE = range(3)
FIRST_SEED = 5000
NORMAL = 3000000


class Bench:
    def __init__(self, binary, folder, rows, seeds):
        self.binary, self.folder, self.rows, self.seeds = binary, folder, rows, seeds
        self.judged = self.broken = self.unequal = 0
        self.instances, self.first_come = {}, {}

    def instance(self, family, size, seed):
        key = (family, size, seed)
        if key not in self.instances:
            self.instances[key] = arrange_make.make(family, size, FIRST_SEED + seed)
        return self.instances[key]

    def each(self, family, size, count=None):
        return [self.instance(family, size, seed) for seed in range(count or self.seeds)]

    def run(self, instance, moves, seed=1, mode=FRESH, most=0, *more):
        path = os.path.join(self.folder, "instance.json")
        with open(path, "w", encoding="utf-8") as f:
            f.write(arrange_make.text_of(instance))
        got = json.loads(subprocess.run(
            [self.binary, path, str(moves), str(seed), str(mode), str(most), *more],
            capture_output=True, check=True).stdout)
        judged = arrange_check.judge(instance, got["plan"])
        self.judged += 1
        self.broken += bool(judged["hard"])
        self.unequal += any(True for _ in arrange_check.differences(judged, got["plan"]["report"]))
        return got | {"points": judged["points"], "hard": len(judged["hard"]),
                      "attend": 100 * judged["attend"][0] / judged["attend"][1]}

    def of_first_come(self, family, size, seed):
        """Points of first come, first served."""
        key = (family, size, seed)
        if key not in self.first_come:
            instance = self.instance(*key)
            plan = arrange_first_come.plan_of(instance)
            self.first_come[key] = arrange_check.judge(instance, plan)["points"]
        return self.first_come[key]

    def moves_in(self, instance, cpu_s):
        return int(1000000 * cpu_s / self.run(instance, 1000000)["cpu_s"])

    def for_seconds(self, instance, cpu_s):
        return self.run(instance, self.moves_in(instance, cpu_s))

    def row(self, goal, what, value, target, unit, better="less", note=""):
        good = value <= target if better == "less" else value >= target
        ratio = value / target if target else (1 + value if better == "less" else 1)
        short = "" if good else f"short by {abs(value - target):.4g}{unit}: {why_short(what)}"
        self.rows.append({"goal": goal, "what": what, "ours": f"{value:.4g}{unit}",
                          "base": f"{target:g}{unit}", "ratio": ratio, "least": ratio, "most": ratio,
                          "target": "≤ 1" if better == "less" else "≥ 1",
                          "verdict": "PASS" if good else "FAIL",
                          "note": "; ".join(filter(None, (short, note)))})


def median(values):
    return statistics.median(values)


# Why a row may be short and what was tried for it, by how the row begins. Printed only if it is.
SCHEDULES = "tried: other first and last temperatures, other shares of the moves, ten times the moves"
WHY_SHORT = (
    ("P-medium",
     "plans of a few points lie far from the hidden one, and fewer talks run at once in them; "
     + SCHEDULES + "; the guide of large events (9 to 10 after 30 M moves); eight guided plans that "
     "change places by temperature, the best cooled (means of 12 events: 6 after 30 M moves, as "
     "without; 3 after 120 M, 4 to 5 without, and no event surer than before)"),
    ("R-medium", "from four events to another its median moves by as much; " + SCHEDULES),
    ("R-large", "long runs of one event differ by as much from each other; " + SCHEDULES),
    ("P-large", "the guide finds the hidden plan's order, not every place; without it no temperature "
     "or share of the moves helped"),
)
NOT_TRIED = "it was not before, so nothing was tried"


def why_short(what):
    return next((why for start, why in WHY_SHORT if what.startswith(start)), NOT_TRIED)


# ---- the floor ----


def first_plan(bench, wanted):
    """A2: the smallest budget that gives a plan without a broken rule, and its CPU time."""
    for size, target_ms in (("small", 1), ("medium", 5), ("large", 20)):
        times = []
        for instance in bench.each("R", size) + bench.each("P", size):
            got = {"hard": 1}
            for moves in (1, 1000, 4000, 16000, 64000, 400000):
                got = bench.run(instance, moves)
                if not got["hard"]:
                    break
                bench.broken -= 1
            times.append(1000 * got["cpu_s"])
        bench.row("A2", f"first legal plan, {size}", median(times), target_ms, " ms",
                  note=f"most {max(times):.1f}")


def small_optimum(bench, wanted):
    times, proven, same = [], 0, True
    for instance in bench.each("R", "small"):
        runs = [bench.run(instance, 1200000, seed) for seed in (1, 2, 3)]
        times += [r["cpu_s"] for r in runs]
        proven += all(r["plan"]["proven_best"] for r in runs)
        same = same and len({r["points"] for r in runs}) == 1
    bench.row("A3", "one room, 20 talks: events proven by every seed in 1.2 M moves",
              100 * proven / bench.seeds, 100, " %", "more", "" if same else "seeds differ")
    bench.row("stretch", "one room, 20 talks: CPU to the proven optimum, slowest", max(times), 0.2,
              " s", note=f"median {median(times):.3f}")


SHARES = (("R", "medium", 16, 96.5), ("R", "large", 30, 93.5), ("P", "medium", 2.5, None),
          ("P", "large", 11, 97))


def shares(bench, wanted):
    for family, size, most, attend in SHARES:
        runs = [bench.run(instance, NORMAL) for instance in bench.each(family, size)]
        of = [100 * r["points"] / bench.of_first_come(family, size, seed)
              for seed, r in enumerate(runs)]
        bench.row("A4", f"{family}-{size}: points of first come's, 3 M moves", median(of), most, " %",
                  note=f"{min(of):.1f}–{max(of):.1f}, {median(r['cpu_s'] for r in runs):.2f} s CPU")
        if attend:
            bench.row("A5", f"{family}-{size}: choices people can attend, 3 M moves",
                      median(r["attend"] for r in runs), attend, " %", "more")


REPLANS = (("medium", {1: 2, 3: 3, 6: 5}), ("large", {1: 6, 3: 7, 6: 8}))


def replans(bench, wanted):
    for size, targets in REPLANS:
        for gone_count, target in targets.items():
            kept, improved, times, saved = [], [], [], []
            for seed in range(min(bench.seeds, 5)):
                instance = bench.instance("R", size, seed)
                plan = bench.run(instance, NORMAL)["plan"]
                gone = [t["id"] for t in instance["talks"]][seed:seed + gone_count * 7:7]
                later = announced(instance, plan, gone)
                stays = bench.run(later, NORMAL, 1, ONLY_WHAT_MUST)
                kept.append(moved(later, stays["plan"]))
                times.append(stays["cpu_s"])
                most = max(1, len(later["talks"]) // 50) if gone_count == 1 else target
                better = bench.run(later, NORMAL, 1, IMPROVE, most)
                improved.append(moved(later, better["plan"]))
                saved.append(stays["points"] - better["points"])
            bench.row("A6", f"{size}, {gone_count} withdrawn: moved where only what must", max(kept),
                      0, "", note=f"most {1000 * max(times):.1f} ms CPU")
            bench.row("A6", f"{size}, {gone_count} withdrawn: moved to improve, 3 M moves",
                      max(improved), target, "", note=f"saves {median(saved):g} points")


# ---- what cannot go together, and who waits ----

PROOFS_S = {"medium": 0.1, "large": 1}


def asked(bench, instance, question):
    path = os.path.join(bench.folder, "instance.json")
    with open(path, "w", encoding="utf-8") as f:
        f.write(arrange_make.text_of(instance))
    return json.loads(subprocess.run([bench.binary, path, question], capture_output=True,
                                     check=True).stdout)


def is_explained(instance, sets, got, judge):
    """Every planted contradiction is named, everything named is minimal; by clasp where judged."""
    found = [rules_of(conflict) for conflict in got.get("conflicts", [])]
    if not found or any(rules not in found for rules in sets):
        return False
    for conflict in got["conflicts"]:
        if not conflict["minimal"]:
            return False
        if judge:
            try:
                Conflicts().judge(instance, conflict)
            except AssertionError:
                return False
    return True


def explained(bench, wanted):
    """A7 on planted contradictions of every kind, one or three at a time."""
    kinds = ([0], [1], [2], [3], [4], [0, 1, 2])
    clasp = shutil.which("clasp") is not None
    for size, target_s in PROOFS_S.items():
        good, proofs, counts = 0, [], []
        for seed in range(bench.seeds):
            instance, sets = arrange_plant.make(size, FIRST_SEED + seed, kinds[seed % len(kinds)])
            got = asked(bench, instance, "proof")
            good += is_explained(instance, sets, got, clasp and size == "medium")
            proofs.append(got["cpu_s"])
            counts.append(1000 * got["count_s"])
        bench.row("A7", f"{size}: planted contradictions named, each set minimal",
                  100 * good / bench.seeds, 100, " %", "more",
                  f"{bench.seeds} events" + (", judged by clasp" if clasp and size == "medium" else ""))
        bench.row("A7", f"{size}: counting, CPU, slowest", max(counts), 1, " ms",
                  note=f"median {median(counts):.2f}")
        bench.row("A7", f"{size}: the whole explanation, CPU, slowest", max(proofs), target_s, " s",
                  note=f"median {median(proofs):.3f}")
    exact = 0
    for seed in range(bench.seeds):
        instance = bench.instance("W", "medium", seed)
        for talk in instance["talks"]:
            talk["waited"] = talk["id"] % 7 == seed % 7
        turns = asked(bench, instance, "line")["turns"]
        exact += [(t["talk"], "wait" not in t) for t in turns] == list(precedence(instance))
    bench.row("A7", "overbooked: order of who waits is the precedence's", 100 * exact / bench.seeds, 100,
              " %", "more")


def engine(bench, wanted):
    instance = bench.instance("R", "large", 0)
    runs = [bench.run(instance, NORMAL, seed) for seed in range(5)]
    bench.row("A8", "moves a second and core, large",
              median(r["plan"]["moves_done"] / r["cpu_s"] / 1e6 for r in runs), 3, " M", "more")
    bench.row("A8", "memory of the whole process, large", max(r["rss_kib"] for r in runs) / 1024, 8,
              " MiB")
    waits = [1000 * bench.run(instance, 1 << 40, seed, FRESH, 0, "cancel")["cancel_s"]
             for seed in range(5)]
    bench.row("A8", "cancel is answered, CPU, slowest of five", max(waits), 10, " ms",
              note="same bytes by gcc and clang: tests/flow/test_arrange.py")


# ---- what we are after ----

STRETCH = (("P", "large", 1, 150), ("P", "large", 10, 50), ("P", "medium", 1, 5),
           ("P", "medium", 10, 0))
RATIOS = (("R", "medium", 6), ("R", "large", 3.7))


REFERENCE_RUNS, REFERENCE_OVER, REFERENCE_S = 20, 3, 600


def beside_reference(bench):
    """How far one second is above the best plan known of the same event (arrange_reference.py). Known
    after less than ten minutes it is no reference: SKIP, with the figure all the same."""
    known = arrange_reference.best()
    long = sorted(event for event in known if known[event]["cpu_s"] >= REFERENCE_S)
    events = (long or sorted(known))[:bench.seeds]
    what, over = "R-large: points above the best known, 1 s", []
    for event in events:
        instance = bench.instance("R", "large", event)
        moves = bench.moves_in(instance, 1)
        for seed in range(max(1, min(REFERENCE_RUNS, bench.seeds) // len(events))):
            points = bench.run(instance, moves, seed)["points"]
            over.append(100 * (points / known[event]["points"] - 1))
    least_s = min(known[event]["cpu_s"] for event in events)
    note = (f"{min(over):.1f}–{max(over):.1f} in {len(over)} runs of {len(events)} events; known: best "
            f"of {sum(known[e]['runs'] for e in events)} runs, {least_s / 60:.1f} min CPU an event or more")
    if least_s >= REFERENCE_S:
        bench.row("stretch", what, median(over), REFERENCE_OVER, " %", note=note)
    else:
        bench.rows.append({"goal": "stretch", "what": what, "verdict": "SKIP",
                           "note": f"{median(over):.3g} % (target {REFERENCE_OVER} % of ten minutes), {note}; "
                                   "longer: tests/bench/arrange_reference.py"})


def stretch(bench, wanted):
    for family, size, cpu_s, most in STRETCH:
        runs = [bench.for_seconds(instance, cpu_s) for instance in bench.each(family, size)]
        points = [r["points"] for r in runs]
        bench.row("stretch", f"{family}-{size}: points at {cpu_s} s", median(points), most, "",
                  note=f"{min(points)}–{max(points)}, {median(r['attend'] for r in runs):.1f} % attend")
    for family, size, least in RATIOS:
        fewer = [bench.of_first_come(family, size, seed) / bench.for_seconds(instance, 1)["points"]
                 for seed, instance in enumerate(bench.each(family, size))]
        bench.row("stretch", f"{family}-{size}: times fewer points than first come at 1 s",
                  median(fewer), least, "×", "more", f"{min(fewer):.1f}–{max(fewer):.1f}")
    beside_reference(bench)


def correct(bench, wanted):
    """A1: every plan judged above, and a thousand of small events."""
    for seed in range(1000 if bench.seeds >= 20 else 100):
        bench.run(bench.instance("RP"[seed % 2], "tiny", seed), 3000, seed)
    bench.row("A1", f"plans with a broken rule, of {bench.judged} judged", bench.broken, 0, "")
    bench.row("A1", f"plans on which engine and checker differ, of {bench.judged}", bench.unequal, 0,
              "")


PARTS = (({"A2"}, first_plan), ({"A3", "stretch"}, small_optimum), ({"A4", "A5"}, shares),
         ({"A6"}, replans), ({"A7"}, explained), ({"A8"}, engine), ({"stretch"}, stretch), ({"A1"}, correct))


def measure(binary, folder, wanted, rows, seeds):
    bench = Bench(binary, folder, rows, seeds)
    for goals, part in PARTS:
        if goals & wanted:
            part(bench, wanted)
