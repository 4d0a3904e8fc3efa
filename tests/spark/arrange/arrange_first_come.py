"""The plan that first come, first served makes: in booking order each talk at the end of the list
where it starts earliest without breaking a rule, else where it breaks fewest. What the goals'
ratios are measured against; it knows nothing of the engine."""
import arrange_check


def ends(instance, plan, room, block):
    """When the list of a room and block is free."""
    c = instance["event"]["changeover_s"]
    duration = {t["id"]: t["duration_s"] for t in instance["talks"]}
    free = block["start_s"]
    for slot in plan:
        if slot["room"] == room["id"] and block["start_s"] <= slot["start_s"] < block["end_s"]:
            free = max(free, slot["start_s"] + duration[slot["talk"]] + c)
    return free


def breaks_of(p, talk):
    found = list(arrange_check.broken_by_one(p, talk))
    for other in p.given():
        if other != talk:
            found.extend(arrange_check.broken_by_two(p, *sorted((talk, other))))
    found.extend(f for f in arrange_check.broken_by_order(p) if talk in f[1:])
    return len(found)


def place(instance, slots, talk):
    best = None
    for block in instance["blocks"]:
        for room in instance["rooms"]:
            start = max(ends(instance, slots, room, block), talk["arrive_s"])
            if start >= block["end_s"]:
                continue
            slot = {"talk": talk["id"], "room": room["id"], "start_s": start}
            p = arrange_check.Plan(instance, {"slots": slots + [slot], "waiting": []})
            rank = (breaks_of(p, talk["id"]), start, room["id"])
            if best is None or rank < best[0]:
                best = (rank, slot)
    return best[1] if best else None


def plan_of(instance):
    slots = []
    for talk in sorted(instance["talks"], key=lambda t: (t.get("booked_at", 0), t["id"])):
        slot = place(instance, slots, talk)
        if slot:
            slots.append(slot)
    placed = {slot["talk"] for slot in slots}
    return {"slots": slots, "waiting": [t["id"] for t in instance["talks"] if t["id"] not in placed]}
