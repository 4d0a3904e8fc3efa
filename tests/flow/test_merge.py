#!/usr/bin/python3
"""Two records of one person made one, in a trust that lives through a year: whatever both of them
have, `sparkd check` finds nothing wrong, and neither once it is undone."""
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import SPARKD, Server, wait_for

PAIRS = 40


class Merge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="sparkd-merge.") as folder:
            subprocess.run([SPARKD, "demo", "--data", f"{folder}/data", "--schools", "8",
                            "--people", "130", "--seed", "1"], check=True,
                           stdout=subprocess.DEVNULL)
            cls.server = Server(data=f"{folder}/data", clock="2027-01-15T09:00:00Z",
                                conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.token = cls.server.token("coordinator@demo.example")

    def post(self, path, body):
        answer = self.server.request("POST", f"/api/v1{path}", body, token=self.token)
        self.assertEqual(answer.status, 200, f"{path} {body}: {answer.text}")
        return answer.json()

    def check(self, when):
        self.assertEqual(self.server.check(), (0, "nothing is wrong\n"), when)

    def pairs(self):
        """Those who were asked to one event, one of whom has to come; then anybody with anybody."""
        asked = self.server.rows(
            "SELECT k.person_id, g.person_id FROM invitee k JOIN invitee g ON g.event_id = k.event_id"
            " AND g.person_id <> k.person_id JOIN booking b ON b.event_id = g.event_id"
            " AND b.person_id = g.person_id AND b.ended_at IS NULL AND b.required = 1"
            " WHERE k.required = 0 ORDER BY 1, 2")
        nudged = wait_for(
            lambda: self.server.rows("SELECT DISTINCT person_id FROM nudge ORDER BY 1"), "nudges")
        self.assertTrue(asked)
        actor = self.server.rows("SELECT id FROM person WHERE email = ?",
                                 "coordinator@demo.example")[0]["id"]
        draw = random.Random(1)
        people = [row["person_id"] for row in nudged]
        wished = draw.sample([tuple(row) for row in asked], min(len(asked), PAIRS)) + [
            tuple(draw.sample(people, 2)) for _ in range(PAIRS)]
        used = {actor}
        for kept, gone in wished:
            if not {kept, gone} & used:
                used |= {kept, gone}
                yield kept, gone

    def test_nothing_is_wrong_after_it(self):
        self.check("before")
        pairs = list(self.pairs())
        self.assertGreater(len(pairs), 20)
        merges = [self.post(f"/people/{kept}/merge", {"person_id": gone})["merges"][0]["id"]
                  for kept, gone in pairs]
        self.check("merged")
        for merge in reversed(merges):
            self.post(f"/merges/{merge}/undo", {})
        self.check("undone")


if __name__ == "__main__":
    unittest.main()
