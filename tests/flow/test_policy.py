"""`sparkd policy` and `init --policy`: each pack into a fresh trust, a newer one onto a running year,
alone and beside a live server."""
import json
import os
import pty
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../support"))
from sparkd_server import Server, wait_for  # noqa: E402

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")
ROOT = os.path.join(os.path.dirname(__file__), "../..")
POLICIES = os.path.join(ROOT, "conf/policies")
DONE, NO, USAGE, ENVIRONMENT = 0, 1, 2, 3
PACKS = ("bronte", "step", "robert-carre", "symphony", "product")
OLD, NEW = "last school day on or before 06-30", "last school day on or before 06-18"


def sparkd(*words):
    return subprocess.run(
        [SPARKD, *map(str, words)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )


def write_newer(folder, *changes):
    """Brontë's pack as its version 2, with these texts changed; its path."""
    with open(os.path.join(POLICIES, "bronte.json"), encoding="utf-8") as f:
        text = f.read().replace('"version": 1,\n  "inherits"', '"version": 2,\n  "inherits"')
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = os.path.join(folder, "newer.json")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


class Policy(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = os.path.join(self.folder.name, "data")

    def tearDown(self):
        self.folder.cleanup()

    def init(self, *more):
        return sparkd("init", "--data", self.data, "--trust", "River Trust",
                      "--admin", "a@river.example", *more)

    def newer(self, *changes):
        return write_newer(self.folder.name, *changes)

    def ask(self, sql):
        base = sqlite3.connect(f"file:{self.data}/sparkd.db?mode=ro", uri=True)
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()

    def shown(self, *more):
        got = sparkd("policy", "show", "--data", self.data, "--format", "json", *more)
        self.assertEqual(got.returncode, DONE, got.stderr)
        return json.loads(got.stdout)

    def test_each_pack_makes_a_trust(self):
        for name in PACKS:
            self.data = os.path.join(self.folder.name, name)
            got = self.init("--policy", name)
            self.assertEqual(got.returncode, DONE, got.stderr)
            self.assertEqual(self.shown()["name"], name)
            self.assertEqual(self.ask("SELECT count(*) FROM cycle_item"), [(9,)])
            # By its path into a trust that began with another.
            path = os.path.join(POLICIES, "step.json")
            self.assertEqual(sparkd("policy", "load", path, "--data", self.data, "--yes").returncode, DONE)
            self.assertEqual(self.shown()["name"], "step")
            self.assertEqual(sparkd("check", "--data", self.data).returncode, DONE)

    def test_check(self):
        got = sparkd("policy", "check", os.path.join(POLICIES, "symphony.json"))
        self.assertEqual(got.returncode, DONE)
        self.assertIn("symphony, version 1: as it should be", got.stdout)
        bad = self.newer(('"nudges": "ladder"', '"nudges": "often"'))
        got = sparkd("policy", "check", bad)
        self.assertEqual(got.returncode, NO)
        self.assertRegex(got.stderr, r"newer\.json:\d+: cycle\[0\]\.nudges: must be ladder")
        self.assertEqual(got.stderr.count("\n"), 1)
        self.assertEqual(sparkd("policy", "check", "nowhere.json").returncode, ENVIRONMENT)
        for words in (["policy"], ["policy", "check"], ["policy", "bend", "x"],
                      ["policy", "load", bad], ["policy", "show", bad, "--data", self.data]):
            self.assertEqual(sparkd(*words).returncode, USAGE, words)

    def test_a_newer_one_is_shown_and_asked_about(self):
        self.init()
        path = self.newer((OLD, NEW), ("What are my strengths?", "What am I good at?"))
        before = self.ask("SELECT * FROM policy_pack, cycle_item")
        got = sparkd("policy", "load", path, "--data", self.data)
        self.assertEqual(got.returncode, NO)
        self.assertIn(f'cycle.final.due: "{OLD}" becomes "{NEW}"', got.stdout)
        self.assertIn('lists.plan.strengths: "What are my strengths?" becomes "What am I good at?"', got.stdout)
        self.assertIn("say --yes", got.stderr)
        self.assertEqual(self.ask("SELECT * FROM policy_pack, cycle_item"), before)
        got = sparkd("policy", "load", path, "--data", self.data, "--yes")
        self.assertEqual(got.returncode, DONE, got.stderr)
        self.assertEqual(self.shown()["version"], 2)
        self.assertEqual(self.ask("SELECT due_rule FROM cycle_item WHERE key = 'final'"), [(NEW,)])
        # The same again asks nothing: it is no change.
        self.assertEqual(sparkd("policy", "load", path, "--data", self.data).returncode, DONE)
        # Another text under a version that is loaded is refused.
        path = self.newer((OLD, NEW), ("What are my strengths?", "What do I do well?"))
        got = sparkd("policy", "load", path, "--data", self.data, "--yes")
        self.assertEqual(got.returncode, NO)
        self.assertIn("raise the version", got.stderr)

    def answer_at_a_terminal(self, path, answer):
        controller, terminal = pty.openpty()
        run = subprocess.Popen([SPARKD, "policy", "load", path, "--data", self.data],
                               stdin=terminal, stdout=terminal, stderr=terminal)
        os.close(terminal)
        os.write(controller, answer)
        status = run.wait(timeout=60)
        os.close(controller)
        return status

    def test_a_terminal_is_asked(self):
        self.init()
        path = self.newer((OLD, NEW))
        self.assertEqual(self.answer_at_a_terminal(path, b"n\n"), NO)
        self.assertEqual(self.shown()["version"], 1)
        self.assertEqual(self.answer_at_a_terminal(path, b"y\n"), DONE)
        self.assertEqual(self.shown()["version"], 2)

    def test_show(self):
        self.init("--policy", "robert-carre")
        text = sparkd("policy", "show", "--data", self.data).stdout
        self.assertIn("CPPD Co-ordinator [R:38]", text)
        self.assertIn("professional development mentor [sparkd's default]", text)
        self.assertIn("from the published policy; not endorsed", text)
        got = sparkd("policy", "show", "--data", self.data, "--school", "Nowhere")
        self.assertEqual((got.returncode, got.stdout), (NO, ""))
        self.assertEqual(sparkd("policy", "show", "--data", self.data, "--format", "xml").returncode, USAGE)


class BesideALiveServer(unittest.TestCase):
    """A demo's year has people, whose deadlines follow."""

    FINAL = "FROM deadline d JOIN cycle_item i ON i.id = d.item_id WHERE i.key = 'final'"

    def test_a_new_event_takes_the_policys_order(self):
        """And may choose another; what stands stays as it is."""
        minutes = '"event_minutes": { "value": 90, "source": "B:186" }'
        with Server() as server:
            token = server.token("coordinator@demo.example")

            def order(**spark):
                event = {"kind": "spark", "title": "By lot?", "host_school": 1, "capacity": 20, "spark": spark,
                         "starts_at": "2026-12-02T16:00:00Z", "ends_at": "2026-12-02T17:30:00Z"}
                made = server.request("POST", "/api/v1/events", event, None, token)
                self.assertEqual(made.status, 201, made.text)
                return made.json()["spark"]["order"]

            self.assertEqual(order(), "arranged")
            path = write_newer(server.folder, (minutes, minutes +
                                               ',\n    "order": { "value": "shuffled", "source": "B:186" }'))
            got = sparkd("policy", "load", path, "--data", server.data, "--yes")
            self.assertEqual(got.returncode, DONE, got.stderr + got.stdout)
            self.assertIn("talks.order", got.stdout)
            self.assertEqual((order(), order(order="drawn"), order(order="arranged")),
                             ("shuffled", "drawn", "arranged"))
            shown = sparkd("policy", "show", "--data", server.data)
            self.assertIn("order: shuffled [B:186]", shown.stdout)

    def test_load_through_the_server(self):
        with Server() as server:
            def load(path, *more):
                return sparkd("policy", "load", path, "--data", server.data, *more)

            def count(more):
                return server.rows(f"SELECT count(*) {self.FINAL} {more}")[0][0]

            path = write_newer(server.folder, (OLD, NEW))
            got = load(path)
            self.assertEqual(got.returncode, NO, got.stderr)
            people = count("AND d.done_on IS NULL")
            self.assertIn(f'becomes "{NEW}" (for {people} people)', got.stdout)
            self.assertEqual(count("AND d.seq > 0"), 0)
            got = load(path, "--yes")
            self.assertEqual(got.returncode, DONE, got.stderr)
            self.assertIn("bronte, version 2, is in force", got.stdout)
            wait_for(lambda: count("AND d.seq > 0") == people, "deadlines that follow the pack")
            bad = write_newer(server.folder, ('"nudges": "ladder"', '"nudges": "often"'))
            self.assertEqual(load(bad, "--yes").returncode, NO)
            data = server.data
            server.stop()
            self.assertEqual(sparkd("check", "--data", data).returncode, DONE)


if __name__ == "__main__":
    unittest.main()
