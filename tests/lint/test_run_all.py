"""The runner of the checks must not call a failure a success."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import run_all  # noqa: E402
from run_all import Count, Job  # noqa: E402

TAP = "1..3\nok 1 - a\n{}\nok 3 - c\n"
UNITTEST = "a (x.X.a) ... ok\n{}\n----\nRan 3 tests in 0.1s\n\n{}\n"


class Counting(unittest.TestCase):
    def test_tap(self):
        for second, status, wanted in (
            ("ok 2 - b", 0, Count(3)),
            ("not ok 2 - b", 1, Count(2, 1)),
            ("ok 2 # SKIP b", 0, Count(2, 0, 1)),
            ("ok 2 - b", 134, Count(3, 1)),  # it ended badly after the last case
        ):
            with self.subTest(second=second, status=status):
                self.assertEqual(run_all.count_tap(TAP.format(second), status), wanted)

    def test_tap_that_breaks_off(self):
        self.assertEqual(run_all.count_tap("1..3\nok 1 - a\n", 139), Count(1, 2))
        self.assertEqual(run_all.count_tap("1..3\nok 1 - a\n", 0), Count(1, 2))
        self.assertEqual(run_all.count_tap("", 0), Count(0, 1))

    def test_unittest(self):
        for faults, last, status, wanted in (
            ("", "OK", 0, Count(3)),
            ("", "OK (skipped=1)", 0, Count(2, 0, 1)),
            ("FAIL: b (x.X.b)", "FAILED (failures=1)", 1, Count(2, 1)),
            ("FAIL: b (x.X.b) (n=1)\nFAIL: b (x.X.b) (n=2)", "FAILED (failures=2)", 1, Count(2, 1)),
            ("ERROR: setUpClass (x.Y)", "FAILED (errors=1)", 1, Count(3, 1)),
        ):
            with self.subTest(faults=faults, last=last):
                self.assertEqual(
                    run_all.count_unittest(UNITTEST.format(faults, last), status), wanted
                )
        self.assertEqual(run_all.count_unittest("SyntaxError", 1), Count(0, 1))
        self.assertEqual(run_all.count_unittest("", 0), Count(0, 1))

    def test_last_line_and_words(self):
        self.assertEqual(run_all.count_last_line("x\n4 passed, 1 failed\n", 1), Count(4, 1))
        self.assertEqual(run_all.count_last_line("4 passed, 0 failed, 2 skipped", 0), Count(4, 0, 2))
        self.assertEqual(run_all.count_last_line("4 passed, 0 failed", 1), Count(4, 1))
        self.assertEqual(run_all.count_last_line("", 0), Count(1))
        self.assertEqual(run_all.count_words("PASS a\nFAIL b\n", 1), Count(1, 1))
        self.assertEqual(run_all.count_words("PASS a\n", 1), Count(1, 1))

    def test_ctest_properties(self):
        skips = run_all.count_ctest({"SKIP_RETURN_CODE": 77})
        inverted = run_all.count_ctest({"WILL_FAIL": True})
        self.assertEqual(skips("", 77), Count(0, 0, 1))
        self.assertEqual(inverted("", 1), Count(1))
        self.assertEqual(inverted("", 0), Count(0, 1))
        self.assertEqual(inverted("", -11), Count(0, 1))  # a crash is no refusal


class Running(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.addCleanup(setattr, run_all, "REPORTS", run_all.REPORTS)
        run_all.REPORTS = self.folder / "reports"

    def run_shell(self, script, limit_s=60, env=None):
        command = ["sh", "-c", script]
        return run_all.run_job(Job("t", command, run_all.count_status, limit_s, env=env or {}))

    def test_one_name_may_begin_another(self):
        for name in ("lint/x", "lint"):
            job = Job(name, ["true"], run_all.count_status)
            self.assertEqual(run_all.run_job(job).count, Count(1))

    def test_status(self):
        self.assertEqual(self.run_shell("exit 0").count, Count(1))
        self.assertEqual(self.run_shell("exit 3").count, Count(0, 1))
        missing = run_all.run_job(Job("t", [str(self.folder / "none")], run_all.count_status))
        self.assertEqual(missing.count, Count(0, 1))

    def test_one_that_hangs_is_killed_with_all_it_started(self):
        alive = self.folder / "alive"
        outcome = self.run_shell(f"(read x <{self.fifo()}; echo >{alive}) & wait", limit_s=0.2)
        self.assertEqual(outcome.count, Count(0, 1))
        self.assertIn("killed", outcome.text)
        self.assertFalse(alive.exists())

    def fifo(self):
        path = self.folder / "never"
        os.mkfifo(path)
        return path

    def test_a_servers_sanitizer_report_fails_the_check(self):
        script = """report=${ASAN_OPTIONS##*log_path=}; echo overflow >"$report.1"; exit 0"""
        outcome = self.run_shell(script, env={"SPARKD": "sparkd"})
        self.assertEqual(outcome.count, Count(1, 1))
        self.assertIn("overflow", outcome.text)


if __name__ == "__main__":
    unittest.main()
