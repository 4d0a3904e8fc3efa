"""Makes instances of the arranger's problem (programme specification, section 11), the same bytes
on every machine: splitmix64, integers only.

    arrange_make.py FAMILY SIZE SEED              R, P or W; small, medium or large
    arrange_make.py FAMILY SIZE SEED key=value …  rooms, short, long, attendees, choices, schools,
                                                  themes, changeover in place of the size's

R is realistic: rules drawn around a hidden plan, so that one without a broken rule exists. P has a
hidden plan that costs nothing. W has more talks than room.
"""
import json
import sys

SIZES = {
    "tiny": dict(rooms=2, short=5, long=3, attendees=20, choices=3, schools=3, themes=3),
    "small": dict(rooms=1, short=15, long=5, attendees=40, choices=4, schools=6, themes=8),
    "medium": dict(rooms=4, short=34, long=26, attendees=300, choices=6, schools=12, themes=8),
    "large": dict(rooms=10, short=85, long=65, attendees=1500, choices=6, schools=24, themes=10),
}
BLOCKS = ((300, 2700), (3000, 5250))
LENGTH_S = 5400
SHORT_S, LONG_S = 120, 420
KIT = ("screen", "sound", "table")
MASK = (1 << 64) - 1
TRIES = 400


class Dice:
    def __init__(self, seed):
        self.state = (seed * 7919 + 13) & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return self.next() * limit >> 64

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            k = self.below(i + 1)
            items[i], items[k] = items[k], items[i]

    def weighted(self, weights):
        at = self.below(sum(weights))
        for i, weight in enumerate(weights):
            at -= weight
            if at < 0:
                return i
        raise AssertionError


# ---- the hidden plan: lengths into lists, then starts ----


def spread(rooms, short, long, changeover):
    """(room, block) → how many long and short: long ones evenly, short ones into the emptiest."""
    lists = [(room, block) for block in range(len(BLOCKS)) for room in range(rooms)]
    left = {key: BLOCKS[key[1]][1] - BLOCKS[key[1]][0] for key in lists}
    counts = {key: [0, 0] for key in lists}
    for kind, duration, count in ((1, LONG_S, long), (0, SHORT_S, short)):
        for _ in range(count):
            key = max(lists, key=lambda k: (left[k], -k[1], -k[0]))
            if left[key] < duration + changeover:
                raise ValueError("there is not that much room")
            left[key] -= duration + changeover
            counts[key][kind] += 1
    return counts


def pattern(dice, short, long):
    """Short (0) and long (1) in a row, three equal neighbours as seldom as can be."""
    best, best_runs = None, None
    row = [0] * short + [1] * long
    for _ in range(TRIES):
        dice.shuffle(row)
        runs = sum(row[i] == row[i + 1] == row[i + 2] for i in range(len(row) - 2))
        if best is None or runs < best_runs:
            best, best_runs = list(row), runs
        if runs == 0:
            break
    return best


def hidden_plan(dice, size):
    """Slots: dicts with room, block, place, start_s, duration_s, in the order of the plan."""
    slots = []
    counts = spread(size["rooms"], size["short"], size["long"], size["changeover"])
    for (room, block), (short, long) in sorted(counts.items()):
        start_s = BLOCKS[block][0]
        for place, kind in enumerate(pattern(dice, short, long)):
            duration_s = LONG_S if kind else SHORT_S
            slots.append(dict(room=room, block=block, place=place, start_s=start_s,
                              duration_s=duration_s))
            start_s += duration_s + size["changeover"]
    return slots


def overlap(a, b, changeover):
    return (a["start_s"] < b["start_s"] + b["duration_s"] + changeover
            and b["start_s"] < a["start_s"] + a["duration_s"] + changeover)


def beside(a, b):
    return a["room"] == b["room"] and a["block"] == b["block"] and b["place"] == a["place"] + 1


# ---- what the talks are ----


def draw_labels(dice, slots, size, planted):
    """Schools by weight, themes uniform; in P none is beside its like."""
    weights = [1000 // (k + 2) for k in range(size["schools"])]
    before = None
    for slot in slots:
        while True:
            slot["school"] = 1 + dice.weighted(weights)
            slot["theme"] = 1 + dice.below(size["themes"])
            alike = before is not None and beside(before, slot) and (
                slot["school"] == before["school"] or slot["theme"] == before["theme"])
            if not (planted and alike):
                break
        before = slot


def draw_windows(dice, slots, size):
    """15 in 100 arrive late, 10 in 100 leave early, whole minutes around the hidden start."""
    for slot in slots:
        slot["arrive_s"], slot["leave_s"] = 0, LENGTH_S
        if size["windows"] and dice.below(100) < 15:
            slot["arrive_s"] = dice.below(slot["start_s"] // 60 + 1) * 60
        end_s = slot["start_s"] + slot["duration_s"]
        if size["windows"] and dice.below(100) < 10:
            first = -(-end_s // 60)
            slot["leave_s"] = (first + dice.below(LENGTH_S // 60 - first + 1)) * 60


def draw_kit(dice, slots, size):
    rooms = []
    for _ in range(size["rooms"]):
        items = list(KIT)
        dice.shuffle(items)
        rooms.append(sorted(items if size["rooms"] == 1 else items[:1 + dice.below(2)]))
    for slot in slots:
        has = rooms[slot["room"]]
        slot["kit"] = [has[dice.below(len(has))]] if size["windows"] and dice.below(100) < 10 else []
    return rooms


def draw_presenters(dice, slots, size):
    """6 in 100 share one with another talk that the hidden plan keeps apart."""
    for i, slot in enumerate(slots):
        slot["presenters"] = [100 + i]
    if not size["windows"]:
        return
    for slot in slots:
        if dice.below(100) < 6:
            other = slots[dice.below(len(slots))]
            mine = [s for s in slots if other["presenters"][0] in s["presenters"]]
            if other is not slot and not any(overlap(slot, s, size["changeover"]) for s in mine):
                slot["presenters"] = other["presenters"][:1]


def draw_rules(dice, slots, size):
    """Pairs true in the hidden plan."""
    n, before, not_after = len(slots), set(), set()
    if not size["windows"]:
        return [], []
    for _ in range(n * 20):
        a, b = dice.below(n), dice.below(n)
        ends_s = slots[a]["start_s"] + slots[a]["duration_s"] + size["changeover"]
        if len(before) < n // 20 and a != b and ends_s <= slots[b]["start_s"]:
            before.add((a, b))
        a, b = dice.below(n), dice.below(n)
        if len(not_after) < n // 15 and a != b and not beside(slots[a], slots[b]):
            not_after.add((a, b))
    return sorted(before), sorted(not_after)


# ---- who wants to hear what ----


def draw_choices(dice, slots, size, planted):
    n = len(slots)
    popularity = [20 + 30000 // (1 + dice.below(1000) + 60) for _ in range(n)]
    lists = []
    for _ in range(size["attendees"]):
        first, second = 1 + dice.below(size["themes"]), 1 + dice.below(size["themes"])
        taken = []
        open_ = list(range(n))
        while len(taken) < size["choices"] and open_:
            weights = [popularity[i] * (6 if slots[i]["theme"] == first else
                                        3 if slots[i]["theme"] == second else 1) for i in open_]
            i = open_[dice.weighted(weights)]
            taken.append(i)
            open_ = [k for k in open_ if k != i and not (
                planted and overlap(slots[i], slots[k], size["changeover"]))]
        lists.append(sorted(taken))
    return lists


def draw_seats(dice, slots, size, choices, planted):
    demand = [0] * len(slots)
    for chosen in choices:
        for i in chosen:
            demand[i] += 1
    seats = []
    for room in range(size["rooms"]):
        if planted:
            seats.append(max([demand[i] for i, s in enumerate(slots) if s["room"] == room], default=0))
        elif size["rooms"] == 1:
            seats.append(300)
        else:
            mean = size["attendees"] * size["choices"] * (80 + dice.below(211)) // len(slots)
            seats.append(mean // 100 + 5)
    return seats


# ---- the whole ----


def overbook(slots, dice):
    """W: as many again by half, of drawn lengths, with no place in the hidden plan."""
    extra = len(slots) // 2
    return slots + [dict(slots[dice.below(len(slots))]) for _ in range(extra)]


def make_with_plan(family, size_name, seed, **changes):
    """The instance, and the hidden plan as slots (of W: of those that have one)."""
    size = dict(dict(SIZES[size_name], changeover=30), **changes)
    size["windows"] = family != "W"
    planted = family == "P"
    dice = Dice(seed)
    slots = hidden_plan(dice, size)
    draw_labels(dice, slots, size, planted)
    planned = len(slots)
    if family == "W":
        slots = overbook(slots, dice)
    draw_windows(dice, slots, size)
    kit = draw_kit(dice, slots, size)
    draw_presenters(dice, slots, size)
    before, not_after = draw_rules(dice, slots, size)
    choices = draw_choices(dice, slots, size, planted)
    seats = draw_seats(dice, slots, size, choices, planted)
    ids = list(range(1, len(slots) + 1))
    dice.shuffle(ids)
    instance = {
        "sparkd_instance": 1,
        "event": {"length_s": LENGTH_S, "changeover_s": size["changeover"], "theme_mode": "spread"},
        "blocks": [{"id": i + 1, "start_s": s, "end_s": e} for i, (s, e) in enumerate(BLOCKS)],
        "rooms": [{"id": r + 1, "seats": seats[r], "kit": kit[r]} for r in range(size["rooms"])],
        "talks": sorted(({
            "id": ids[i], "duration_s": s["duration_s"], "school": s["school"], "theme": s["theme"],
            "kit": s["kit"], "arrive_s": s["arrive_s"], "leave_s": s["leave_s"],
            "presenters": s["presenters"], "booked_at": ids[i]} for i, s in enumerate(slots)),
            key=lambda talk: talk["id"]),
        "before": sorted([ids[a], ids[b]] for a, b in before),
        "not_after": sorted([ids[a], ids[b]] for a, b in not_after),
        "choices": sorted(sorted(ids[i] for i in chosen) for chosen in choices),
    }
    plan = [{"talk": ids[i], "room": s["room"] + 1, "start_s": s["start_s"]}
            for i, s in enumerate(slots[:planned])]
    return instance, sorted(plan, key=lambda slot: slot["talk"])


def make(family, size_name, seed, **changes):
    return make_with_plan(family, size_name, seed, **changes)[0]


def text_of(instance):
    """The canonical form: what sparkd's SHA-256 of the instance is of."""
    return json.dumps(instance, separators=(",", ":"))


def main(words):
    if len(words) < 3 or words[0] not in ("R", "P", "W") or words[1] not in SIZES:
        sys.exit(__doc__)
    changes = {key: int(value) for key, value in (word.split("=") for word in words[3:])}
    print(text_of(make(words[0], words[1], int(words[2]), **changes)))


if __name__ == "__main__":
    main(sys.argv[1:])
