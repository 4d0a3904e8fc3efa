"""Makes arrange_reference.json: the best plan known of each large event that `./test bench stretch`
compares one second with.

    arrange_reference.py BINARY [EVENTS [SEEDS [MOVES]]]    the release build's bench_arrange;
                                                            4, 5 and 100000000 if not said

Every run is made from an event, a seed and a number of moves, so that anybody finds the same points;
a run that is in the file already is not made again, and the file is written after each."""
import json
import os
import sys
import tempfile

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "arrange_reference.json")
FAMILY, SIZE = "R", "large"


def read():
    if not os.path.exists(PATH):
        return []
    with open(PATH, encoding="utf-8") as f:
        return json.load(f)["runs"]


def write(runs):
    text = ",\n".join("  " + json.dumps(run) for run in runs)
    with open(PATH, "w", encoding="utf-8") as f:
        f.write(f'{{"family": "{FAMILY}", "size": "{SIZE}", "runs": [\n{text}\n]}}\n')


def best():
    """Event → {points, cpu_s, runs}: the fewest points, and what all its runs took together."""
    found = {}
    for run in read():
        event = found.setdefault(run["event"], {"points": run["points"], "cpu_s": 0, "runs": 0})
        event["points"] = min(event["points"], run["points"])
        event["cpu_s"] += run["cpu_s"]
        event["runs"] += 1
    return found


def main(words):
    import arrange_goals  # which reads best() of this file

    binary = words[0]
    events, seeds, moves = (int(word) for word in words[1:] + ["4", "5", "100000000"][len(words) - 1:])
    runs = read()
    made = {(run["event"], run["seed"], run["moves"]) for run in runs}
    with tempfile.TemporaryDirectory() as folder:
        bench = arrange_goals.Bench(binary, folder, [], events)
        for seed in range(101, 101 + seeds):
            for event in range(events):
                if (event, seed, moves) in made:
                    continue
                got = bench.run(bench.instance(FAMILY, SIZE, event), moves, seed)
                if got["hard"]:
                    raise SystemExit(f"event {event}, seed {seed}: the plan breaks a hard rule")
                runs.append({"event": event, "seed": seed, "moves": moves, "points": got["points"],
                             "cpu_s": round(got["cpu_s"])})
                runs.sort(key=lambda run: (run["event"], run["seed"], run["moves"]))
                write(runs)


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit(__doc__))
