"""Every plan of a small event, list after list (a room and block), each talk at every start of its
list: whether there is one that breaks nothing and has fewer points. Cut only by points that are
certain: those of talks that stand already. A third counting beside the engine's and the
checker's; it knows no announced slots and no pins."""
from arrange_check import POINTS


class Search:
    def __init__(self, instance, below, step_s):
        self.below = below
        self.step_s = step_s
        self.c = instance["event"]["changeover_s"]
        self.points = dict(POINTS, **instance.get("points", {}))
        self.spread = instance["event"]["theme_mode"] == "spread"
        self.lists = [(room, block) for room in instance["rooms"] for block in instance["blocks"]]
        self.talks = {t["id"]: t for t in instance["talks"]}
        self.before = [tuple(pair) for pair in instance["before"]]
        self.not_after = {tuple(pair) for pair in instance["not_after"]}
        self.wanted = dict.fromkeys(self.talks, 0)
        self.both = {}
        for chosen in instance["choices"]:
            for a in chosen:
                self.wanted[a] += 1
                for b in chosen:
                    self.both[a, b] = self.both.get((a, b), 0) + 1
        self.at = {}  # talk: (start, end with changeover)
        self.seen = {}  # one room: what was reached before, at what cost
        self.found = None

    def is_broken(self, talk, start, end):
        """By those who stand already."""
        presenters = set(talk["presenters"])
        for other, (s, e) in self.at.items():
            if start < e and s < end and presenters & set(self.talks[other]["presenters"]):
                return True
        for a, b in self.before:
            if talk["id"] == a and b in self.at and self.at[b][0] < end:
                return True
            if talk["id"] == b and a in self.at and start < self.at[a][1]:
                return True
        return False

    def costs(self, talk, room, start, end, run, gap):
        """`run`: the talks directly before it."""
        p, t = self.points, talk["id"]
        cost = p["seats"] * max(0, self.wanted[t] - room["seats"]) + p["dead_air"] * gap
        for other, (s, e) in self.at.items():
            if start < e and s < end:
                cost += p["clash"] * self.both.get((t, other), 0)
        if run:
            last = self.talks[run[-1]]
            cost += p["school"] * (talk["school"] == last["school"] != 0)
            if talk["theme"] and last["theme"]:
                cost += p["theme"] * ((talk["theme"] == last["theme"]) == self.spread)
            if len(run) > 1:
                lengths = {self.talks[k]["duration_s"] for k in run[-2:]} | {talk["duration_s"]}
                cost += p["pace"] * (len(lengths) == 1)
        return cost

    def place(self, t, at, free, start, run, cost):
        talk, (room, block) = self.talks[t], self.lists[at]
        end = start + talk["duration_s"] + self.c
        fits = (end <= block["end_s"] and talk["arrive_s"] <= start
                and end - self.c <= talk["leave_s"] and set(talk["kit"]) <= set(room["kit"]))
        gap = start > free
        run = [] if gap else run
        if not fits or (run and (run[-1], t) in self.not_after) or self.is_broken(talk, start, end):
            return
        more = cost + self.costs(talk, room, start, end, run, gap)
        if self.below is not None and more >= self.below:
            return
        self.at[t] = (start, end)
        self.look(at, end, run + [t], more)
        del self.at[t]

    def was_cheaper(self, at, free, run, cost):
        """In one room only who stands, and the last two, matter for what is to come."""
        if len({id(room) for room, _ in self.lists}) > 1:
            return False
        key = (frozenset(self.at), at, free, tuple(run[-2:]))
        if self.seen.get(key, cost + 1) <= cost:
            return True
        self.seen[key] = cost
        return False

    def look(self, at, free, run, cost):
        if self.found is not None or self.was_cheaper(at, free, run, cost):
            return
        rest = [t for t in self.talks if t not in self.at]
        if not rest:
            self.found = cost
            return
        for start in range(free, self.lists[at][1]["end_s"], self.step_s):
            for t in rest:
                self.place(t, at, free, start, run, cost)
        if at + 1 < len(self.lists):
            self.look(at + 1, self.lists[at + 1][1]["start_s"], [], cost)


def best(instance, below, step_s=150):
    """The points of a plan that breaks nothing and has fewer than `below` (None: any), or None."""
    search = Search(instance, below, step_s)
    search.look(0, search.lists[0][1]["start_s"], [], 0)
    return search.found
