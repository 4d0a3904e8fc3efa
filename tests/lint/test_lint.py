"""Each rule of the lint finds the fault it is for, in a little tree that breaks it."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
DESIGN = "/* DESIGN: a room. */\n"
LATER = "TO" + "DO"
GUARD = "#ifndef SPARKD_X_H\n#define SPARKD_X_H\n{}\n#endif\n"
LONG = DESIGN + "static void f(void)\n{\n" + "    g();\n" * 70 + "}\n"

# rule, file, what it holds, part of the fault's line
FAULTS = [
    ("function_length", "src/a/x.c", LONG, "src/a/x.c:2: 73 lines"),
    ("file_length", "src/a/x.c", DESIGN + "\n" * 600, "601 lines"),
    ("unfinished", "templates/x.html", f"<p>\n{LATER}\n", f"templates/x.html:2: {LATER}"),
    ("file_names", "src/a/str_utils.c", DESIGN, "src/a/str_utils.c"),
    ("design_line", "src/a/x.c", "int x;\n", "src/a/x.c:1"),
    ("include_guards", "include/a/x.h", "int x;\n", "include/a/x.h:1"),
    ("contract_comments", "include/a/x.h", GUARD.format("\nint f(int a);\n"), "x.h:4: f"),
    ("one_clock", "src/a/x.c", DESIGN + "int f = time(NULL);\n", "src/a/x.c:2: time()"),
    ("tests_do_not_sleep", "tests/flow/x.py", "time" + ".sleep(1)\n", "tests/flow/x.py:1"),
    ("unsafe_calls", "src/a/x.c", DESIGN + "strcpy(a, b);\n", "src/a/x.c:2: strcpy()"),
    ("no_percent_n", "src/a/x.c", DESIGN + 'f("%d%n", 1);\n', "src/a/x.c:2: %n"),
    ("library_owners", "src/a/x.c", DESIGN + "#include <sqlite3.h>\n", "x.c:2: <sqlite3.h>"),
    ("layout", "src/a/x.c", DESIGN + "int  x;\n", "src/a/x.c:2"),
    ("shell_scripts", "run", "if\n", "run:"),
    ("fuzz_corpora", "tests/fuzz/fuzz_x.c", DESIGN, "tests/fuzz/corpus/fuzz_x is empty"),
]

# rule, file, what it holds: nothing to find
FINE = [
    ("function_length", "tests/a/x.c", LONG.replace("    g();\n", "", 5)),
    ("one_clock", "src/base/clock.c", DESIGN + "int f = time(NULL);\n"),
    ("one_clock", "src/a/x.c", DESIGN + '/* time( */ f("time("); page->time(x); at_time(y);\n'),
    ("contract_comments", "include/a/x.h", GUARD.format("\n/* Says f. */\nint f(int a);\n")),
    ("no_percent_n", "src/a/x.c", DESIGN + 'f("100%%n%d");\n'),
    ("library_owners", "src/store/sqlite.c", DESIGN + "#include <sqlite3.h>\n"),
]


class Lint(unittest.TestCase):
    def lint(self, rule, name, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "tests/lint").mkdir(parents=True)
            shutil.copy(HERE / "lint.py", root / "tests/lint")
            shutil.copy(HERE.parent.parent / ".clang-format", root)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
            command = [sys.executable, str(root / "tests/lint/lint.py"), rule]
            return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_faults_are_found(self):
        for rule, name, text, wanted in FAULTS:
            with self.subTest(rule=rule):
                run = self.lint(rule, name, text)
                self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
                self.assertIn(wanted, run.stdout)
                self.assertEqual(run.stdout.splitlines()[-1], "0 passed, 1 failed")

    def test_what_is_right_is_left_alone(self):
        for rule, name, text in FINE:
            with self.subTest(rule=rule, name=name):
                run = self.lint(rule, name, text)
                self.assertEqual(run.stdout.splitlines()[-1], "1 passed, 0 failed", run.stdout)

    def test_every_rule_has_a_fault(self):
        run = subprocess.run([sys.executable, HERE / "lint.py"], capture_output=True, text=True,
                             check=False)
        rules = {line.split()[-1] for line in run.stdout.splitlines()
                 if line.startswith(("ok ", "not ok "))}
        self.assertEqual(rules, {rule for rule, *_ in FAULTS})


if __name__ == "__main__":
    unittest.main()
