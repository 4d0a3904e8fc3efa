"""Family A of the generator (programme specification, section 11): an instance that fits, and
contradictions planted into it whose rules are known, each among talks of its own.

    arrange_plant.py SIZE SEED KINDS        the instance; KINDS like "01342"
    arrange_plant.py SIZE SEED KINDS sets   the planted sets of rules in place of it
"""
import json
import sys

import arrange_make

CAPACITY_KIT = "lectern"
EARLY_S, LATE_S, WINDOW_S = 2400, 4200, 1200


def is_plain(instance, talk):
    """Bound by nothing, so that a planted contradiction is all there is to say of it."""
    shared = [t for t in instance["talks"] if set(t["presenters"]) & set(talk["presenters"])]
    ruled = any(talk["id"] in pair for pair in instance["before"] + instance["not_after"])
    return (talk["arrive_s"] == 0 and talk["leave_s"] == arrange_make.LENGTH_S
            and not talk["kit"] and len(shared) == 1 and not ruled)


class Planter:
    def __init__(self, instance, dice):
        self.instance = instance
        self.free = [t for t in instance["talks"] if is_plain(instance, t)]
        dice.shuffle(self.free)
        self.dice = dice

    def take(self, count, duration_s=None):
        taken = [t for t in self.free if duration_s in (None, t["duration_s"])][:count]
        if len(taken) < count:
            raise ValueError("not enough talks that are bound by nothing")
        self.free = [t for t in self.free if t not in taken]
        return taken


def given(talks):
    return [["given", t["id"]] for t in talks]


def plant_order(p):
    """One that arrives late before one that leaves early."""
    a, b = p.take(2)
    a["arrive_s"], b["leave_s"] = LATE_S, EARLY_S
    p.instance["before"].append([a["id"], b["id"]])
    return given([a, b]) + [["arrival", a["id"]], ["leaving", b["id"]],
                            ["before", a["id"], b["id"]]]


def plant_ring(p):
    """Each before the next, and the last before the first."""
    talks = p.take(2 + p.dice.below(3))
    rules = given(talks)
    for a, b in zip(talks, talks[1:] + talks[:1]):
        p.instance["before"].append([a["id"], b["id"]])
        rules.append(["before", a["id"], b["id"]])
    return rules


def plant_pins(p):
    """One presenter pinned to two rooms at once; with one room, two talks to one slot."""
    a, b = p.take(2)
    rooms = p.instance["rooms"]
    start_s = arrange_make.BLOCKS[1][0]
    for talk, room in ((a, rooms[0]), (b, rooms[-1])):
        talk["pin"] = {"room": room["id"], "start_s": start_s}
    rules = given([a, b]) + [["pinned", a["id"]], ["pinned", b["id"]]]
    if len(rooms) > 1:
        b["presenters"] = a["presenters"]
        rules.append(["own", *sorted((a["id"], b["id"]))])
    return rules


def places(length_s, from_s, to_s):
    return sum(max(0, min(e, to_s) - max(s, from_s)) // length_s for s, e in arrange_make.BLOCKS)


def plant_kit(p):
    """One more long talk with a lectern than the only room with one holds."""
    p.instance["rooms"][-1]["kit"].append(CAPACITY_KIT)
    length_s = arrange_make.LONG_S + p.instance["event"]["changeover_s"]
    talks = p.take(1 + places(length_s, 0, arrange_make.LENGTH_S), arrange_make.LONG_S)
    for talk in talks:
        talk["kit"] = [CAPACITY_KIT]
    kit = [] if len(p.instance["rooms"]) == 1 else [["kit", t["id"]] for t in talks]
    return given(talks) + kit


def plant_window(p):
    """One more long talk that has to end early than all rooms hold."""
    length_s = arrange_make.LONG_S + p.instance["event"]["changeover_s"]
    held = places(length_s, 0, WINDOW_S + p.instance["event"]["changeover_s"])
    talks = p.take(1 + held * len(p.instance["rooms"]), arrange_make.LONG_S)
    for talk in talks:
        talk["leave_s"] = WINDOW_S
    return given(talks) + [["leaving", t["id"]] for t in talks]


KINDS = (plant_order, plant_ring, plant_pins, plant_kit, plant_window)


def make(size_name, seed, kinds, **changes):
    """The instance, and the rules of each planted contradiction: [name, talk, talk]."""
    instance = arrange_make.make("R", size_name, seed, **changes)
    planter = Planter(instance, arrange_make.Dice(seed + 5000))
    sets = [sorted(KINDS[kind](planter)) for kind in kinds]
    instance["before"].sort()
    return instance, sets


def main(words):
    if len(words) not in (3, 4) or words[0] not in arrange_make.SIZES:
        sys.exit(__doc__)
    instance, sets = make(words[0], int(words[1]), [int(kind) for kind in words[2]])
    print(arrange_make.text_of(sets if len(words) == 4 else instance))


if __name__ == "__main__":
    main(sys.argv[1:])
