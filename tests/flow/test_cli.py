"""The commands: their exit statuses, one-line errors, and what they print."""
import json
import os
import re
import sqlite3
import subprocess
import tempfile
import unittest

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")
DONE, NO, USAGE, ENVIRONMENT = 0, 1, 2, 3


def sparkd(*words):
    return subprocess.run([SPARKD, *words], capture_output=True, text=True, timeout=60)


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = os.path.join(cls.folder.name, "demo")
        subprocess.run([SPARKD, "demo", "--data", cls.data], check=True, stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def fresh(self, name):
        return os.path.join(self.folder.name, name)

    def bytes_of(self, name):
        with open(os.path.join(self.fresh(name), "sparkd.db"), "rb") as f:
            return f.read()

    def refuse(self, status, words, *command):
        got = sparkd(*command)
        self.assertEqual(got.returncode, status, got.stderr)
        self.assertEqual(got.stderr.count("\n"), 1, got.stderr)
        self.assertIn(words, got.stderr)

    def test_usage_is_told_in_one_line(self):
        self.refuse(USAGE, "there is no command", "fly")
        self.refuse(USAGE, "there is no option --speed", "serve", "--speed", "9")
        self.refuse(USAGE, "--data needs a value", "check", "--data")
        self.refuse(USAGE, "--data is needed", "check")
        self.refuse(USAGE, "one word too many", "check", "--data", self.data, "now")
        self.refuse(USAGE, "a whole number", "demo", "--data", self.fresh("x"), "--people", "many")
        self.refuse(USAGE, "--people is", "demo", "--data", self.fresh("x"), "--people", "3")
        self.refuse(USAGE, "--clock", "serve", "--data", self.data, "--clock", "2027-01-15T10:00:00Z")
        self.refuse(USAGE, "127.0.0.1 only", "serve", "--data", self.data, "--demo", "--listen", "0.0.0.0:0")
        self.refuse(USAGE, "--from", "nudges", "--data", self.data, "--from", "soon", "--to", "2027-01-15")
        self.refuse(USAGE, "mail address", "init", "--data", self.fresh("y"), "--trust", "T", "--admin", "me")

    def test_a_missing_place_is_the_environments_fault(self):
        self.refuse(ENVIRONMENT, "there is no database", "check", "--data", self.folder.name)
        self.refuse(ENVIRONMENT, "cannot be read", "config", "--config", self.fresh("none.conf"))

    def test_the_printed_permissions_are_those_in_force(self):
        docs = os.path.join(os.path.dirname(__file__), "../../docs/permissions.md")
        with open(docs, encoding="utf-8") as f:
            printed = "".join(line for line in f if line.startswith("|"))
        self.assertEqual(printed, sparkd("permissions").stdout)

    def test_bad_settings_are_told_with_their_line(self):
        path = self.fresh("bad.conf")
        with open(path, "w") as f:
            f.write("# ours\nsmtp_port = 25\nspeed = fast\n")
        got = sparkd("config", "--config", path)
        self.assertEqual(got.returncode, ENVIRONMENT)
        self.assertIn(f"{path}:3: there is no key \"speed\"", got.stderr)
        got = sparkd("serve", "--config", path, "--data", self.data, "--listen", "127.0.0.1:0")
        self.assertEqual(got.returncode, ENVIRONMENT)

    def test_the_demo_is_the_same_for_the_same_seed(self):
        for name, seed in (("one", "5"), ("two", "5"), ("three", "6")):
            self.assertEqual(sparkd("demo", "--data", self.fresh(name), "--seed", seed).returncode, DONE)
        self.assertEqual(self.bytes_of("one"), self.bytes_of("two"))
        self.assertNotEqual(self.bytes_of("one"), self.bytes_of("three"))
        self.refuse(NO, "empty directory", "demo", "--data", self.fresh("one"))

    def test_init_makes_one_trust_and_a_code(self):
        data = self.fresh("trust")
        got = sparkd("init", "--data", data, "--trust", "Oak Trust", "--admin", "admin@oak.example")
        self.assertEqual(got.returncode, DONE, got.stderr)
        self.assertRegex(got.stdout.splitlines()[-1], r"^[0-9A-HJKMNP-TV-Z]{10}$")
        self.refuse(NO, "already", "init", "--data", data, "--trust", "Oak Trust", "--admin", "admin@oak.example")
        self.assertEqual(os.stat(os.path.join(data, "sparkd.db")).st_mode & 0o077, 0)
        self.assertEqual(sparkd("check", "--data", data).stdout, "nothing is wrong\n")

    def test_init_refuses_a_bad_policy_with_file_and_path(self):
        policy = self.fresh("bad.json")
        with open(policy, "w") as f:
            f.write('{"name": "x", "nonsense": 1}')
        self.refuse(NO, "bad.json", "init", "--data", self.fresh("z"), "--trust", "T", "--admin", "a@b.example",
                    "--policy", policy)

    def test_tokens(self):
        got = sparkd("token", "--data", self.data, "--person", "staff@demo.example")
        self.assertRegex(got.stdout, r"^[A-Za-z0-9_-]{43}\n$")
        self.refuse(NO, "nobody has the address", "token", "--data", self.data, "--person", "x@demo.example")
        self.refuse(NO, "read or write", "token", "--data", self.data, "--person", "staff@demo.example",
                    "--scope", "all")

    def test_nudges_in_three_forms(self):
        span = ("--from", "2027-01-15", "--to", "2027-01-15")
        text = sparkd("nudges", "--data", self.data, *span).stdout
        self.assertIn("staff@demo.example", text)
        self.assertNotIn("ect@demo.example", text)
        rows = sparkd("nudges", "--data", self.data, *span, "--format", "csv").stdout.splitlines()
        self.assertEqual(rows[0], "send_at,person_id,email,deadline,offset")
        messages = json.loads(sparkd("nudges", "--data", self.data, *span, "--format", "json").stdout)
        self.assertEqual(sum(len(m["items"]) for m in messages), len(rows) - 1)
        staff = [m for m in messages if m["email"] == "staff@demo.example"]
        self.assertEqual(len(staff), 1)
        self.assertIn("-10", [i["offset"] for i in staff[0]["items"]])
        hours = re.fullmatch(r"2027-01-15T(\d\d):(\d\d):\d\d\+00:00", staff[0]["send_at"]).groups()
        self.assertTrue("07:30" <= ":".join(hours) <= "17:30")

    def test_a_feed_on_standard_output(self):
        got = subprocess.run([SPARKD, "feed", "--data", self.data, "--person", "staff@demo.example", "--at",
                              "2026-11-02T16:00:00Z"], capture_output=True)
        self.assertTrue(got.stdout.startswith(b"BEGIN:VCALENDAR\r\n"))
        self.assertIn(b"Second Professional Development Conversation", got.stdout.replace(b"\r\n ", b""))
        self.refuse(NO, "nobody has the address", "feed", "--data", self.data, "--person", "x@demo.example")

    def test_check_sees_what_is_broken(self):
        data = self.fresh("broken")
        sparkd("demo", "--data", data)
        db = sqlite3.connect(os.path.join(data, "sparkd.db"))
        db.execute("UPDATE spark_event SET used_s = used_s - 60 WHERE used_s > 0")
        db.commit()
        db.close()
        self.refuse(NO, "confirmed talks", "check", "--data", data)

    def test_templates_routes_config_version(self):
        self.assertEqual(sparkd("check-templates").returncode, DONE)
        routes = sparkd("routes").stdout
        self.assertRegex(routes, r"POST +/spark/\{id\}/talk +write +person +csrf")
        self.assertIn("smtp_starttls = off", sparkd("config").stdout)
        self.assertRegex(sparkd("--version").stdout, r"^sparkd \d+\.\d+\.\d+\n$")
        self.assertIn("usage:", sparkd("help").stdout)


if __name__ == "__main__":
    unittest.main()
