"""Judges a plan by the definitions of the programme specification (2.3 and 2.4), in seconds,
pairwise over all talks, sharing nothing with the engine.

    arrange_check.py INSTANCE.json PLAN.json     prints what it finds; 1 if a hard rule is broken
                                                 or the plan's own report says anything else
"""
import json
import sys

TERMS = ("clash", "school", "theme", "pace", "seats", "dead_air", "changed")
POINTS = {"clash": 1, "school": 20, "theme": 5, "pace": 6, "seats": 1, "dead_air": 8,
          "changed_room": 15, "changed_start": 10, "changed_step": 1}


class Plan:
    """What stands where: rows of (talk, room, start, end without and with changeover, block)."""

    def __init__(self, instance, plan):
        self.instance = instance
        self.c = instance["event"]["changeover_s"]
        self.points = dict(POINTS, **instance.get("points", {}))
        self.talks = {t["id"]: t for t in instance["talks"]}
        self.rooms = {r["id"]: r for r in instance["rooms"]}
        self.slots = [(s["talk"], s["room"], s["start_s"]) for s in plan["slots"]]
        self.waiting = list(plan["waiting"])
        self.at = {talk: (room, start) for talk, room, start in self.slots}

    def given(self):
        return sorted(self.at)

    def start(self, t):
        return self.at[t][1]

    def room(self, t):
        return self.at[t][0]

    def end(self, t):
        return self.start(t) + self.talks[t]["duration_s"]

    def block(self, t):
        for block in self.instance["blocks"]:
            if block["start_s"] <= self.start(t) < block["end_s"]:
                return block
        return None

    def overlap(self, a, b):
        return self.start(a) < self.end(b) + self.c and self.start(b) < self.end(a) + self.c

    def directly_after(self, a, b):
        """B next after A in the same room and block, without a gap."""
        return (a != b and self.room(a) == self.room(b) and self.block(a) == self.block(b)
                and self.start(b) == self.end(a) + self.c)


# ---- hard rules ----


def broken_once(p):
    """H1: every talk stands once, in a slot or on the waiting list, in a room there is."""
    named = [talk for talk, _, _ in p.slots] + p.waiting
    for talk in sorted(set(named) | set(p.talks)):
        if named.count(talk) != 1 or talk not in p.talks:
            yield "H1", talk
    for talk, room, _ in p.slots:
        if room not in p.rooms:
            yield "H1", talk


def broken_by_one(p, t):
    talk, block = p.talks[t], p.block(t)
    if block is None or p.end(t) + p.c > block["end_s"]:
        yield "H2", t
    if p.start(t) < talk["arrive_s"]:
        yield "H4", t
    if p.end(t) > talk["leave_s"]:
        yield "H5", t
    if not set(talk["kit"]) <= set(p.rooms[p.room(t)]["kit"]):
        yield "H6", t
    if "pin" in talk and (talk["pin"]["room"], talk["pin"]["start_s"]) != p.at[t]:
        yield "H10", t


def broken_by_two(p, a, b):
    if not p.overlap(a, b):
        return
    if p.room(a) == p.room(b):
        yield "H3", a, b
    if set(p.talks[a]["presenters"]) & set(p.talks[b]["presenters"]):
        yield "H7", a, b


def broken_by_order(p):
    for a, b in p.instance["before"]:
        if a in p.at and b in p.at and p.start(b) < p.end(a) + p.c:
            yield "H8", a, b
    for a, b in p.instance["not_after"]:
        if a in p.at and b in p.at and p.directly_after(a, b):
            yield "H9", a, b


def hard(p):
    found = list(broken_once(p))
    if found:
        return found
    given = p.given()
    for i, a in enumerate(given):
        found.extend(broken_by_one(p, a))
        for b in given[i + 1:]:
            found.extend(broken_by_two(p, a, b))
    found.extend(broken_by_order(p))
    return sorted(found, key=lambda f: (int(f[0][1:]), f[1:]))


# ---- soft terms ----


def term_clash(p):
    clashes = 0
    for chosen in p.instance["choices"]:
        chosen = [t for t in chosen if t in p.at]
        clashes += sum(p.overlap(a, b) for i, a in enumerate(chosen) for b in chosen[:i])
    return clashes * p.points["clash"]


def neighbours(p):
    given = p.given()
    return [(a, b) for a in given for b in given if p.directly_after(a, b)]


def term_school(p):
    return p.points["school"] * sum(
        p.talks[a]["school"] == p.talks[b]["school"] != 0 for a, b in neighbours(p))


def term_theme(p):
    spread = p.instance["event"]["theme_mode"] == "spread"
    pairs = [(p.talks[a]["theme"], p.talks[b]["theme"]) for a, b in neighbours(p)]
    return p.points["theme"] * sum((x == y) == spread for x, y in pairs if x and y)


def term_pace(p):
    after = dict(neighbours(p))
    length = {t: p.talks[t]["duration_s"] for t in p.at}
    return p.points["pace"] * sum(
        length[a] == length[b] == length[after[b]] for a, b in after.items() if b in after)


def demand(p):
    wanted = dict.fromkeys(p.talks, 0)
    for chosen in p.instance["choices"]:
        for t in chosen:
            wanted[t] += 1
    return wanted


def term_seats(p):
    wanted = demand(p)
    return p.points["seats"] * sum(
        max(0, wanted[t] - p.rooms[p.room(t)]["seats"]) for t in p.at)


def term_dead_air(p):
    follows = {b for _, b in neighbours(p)}
    gaps = 0
    for t in p.at:
        block = p.block(t)
        at_its_start = block is not None and block["start_s"] == p.start(t)
        gaps += t not in follows and not at_its_start
    return p.points["dead_air"] * gaps


def term_changed(p):
    points = 0
    for t in p.at:
        was = p.talks[t].get("announced")
        if was is None:
            continue
        shift_s = abs(was["start_s"] - p.start(t))
        if was["room"] != p.room(t):
            points += p.points["changed_room"]
        if shift_s:
            points += p.points["changed_start"] + p.points["changed_step"] * -(-shift_s // 150)
    return points


def unavoidable(p):
    wanted, points = demand(p), 0
    for t in p.at:
        talk = p.talks[t]
        seats = [r["seats"] for r in p.rooms.values() if set(talk["kit"]) <= set(r["kit"])
                 and ("pin" not in talk or talk["pin"]["room"] == r["id"])]
        points += max(0, wanted[t] - max(seats)) if seats else 0
    return points * p.points["seats"]


def attend(p):
    taken = wished = 0
    for chosen in p.instance["choices"]:
        wished += len(chosen)
        free = None
        for t in sorted((t for t in chosen if t in p.at), key=lambda t: (p.end(t), -p.start(t))):
            if free is None or p.start(t) >= free:
                taken += 1
                free = p.end(t) + p.c
    return [taken, wished]


def judge(instance, plan):
    p = Plan(instance, plan)
    found = hard(p)
    if any(f[0] == "H1" for f in found):
        return {"hard": found}
    terms = {name: globals()[f"term_{name}"](p) for name in TERMS}
    return {"hard": found, "points": sum(terms.values()), "terms": terms,
            "unavoidable": unavoidable(p), "attend": attend(p)}


def differences(judged, report):
    """Where the plan's own report says anything else. Terms of neighbours mean nothing where talks
    overlap in one room."""
    said = [(b["rule"], *b["talks"]) for b in report["hard"]]
    if [tuple(f) for f in judged["hard"]] != said:
        yield f"hard: {judged['hard']}, the plan says {said}"
    if any(f[0] in ("H1", "H3") for f in judged["hard"]):
        return
    for key in ("points", "terms", "unavoidable", "attend"):
        if judged[key] != report[key]:
            yield f"{key}: {judged[key]}, the plan says {report[key]}"
    if report["points"] < report["unavoidable"]:
        yield "fewer points than cannot be avoided"


def main(words):
    if len(words) != 2:
        sys.exit(__doc__)
    with open(words[0], encoding="utf-8") as f:
        instance = json.load(f)
    with open(words[1], encoding="utf-8") as f:
        plan = json.load(f)
    judged = judge(instance, plan)
    wrong = list(differences(judged, plan["report"])) if "terms" in judged else []
    print(json.dumps(judged))
    for line in wrong:
        print(line)
    return 1 if judged["hard"] or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
