#!/usr/bin/python3
"""A trust begins: its policy by one command, its people from Arbor's file, its staff through their
own provider; for each of the four policies."""
import csv
import io
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from openid import OpenIdProvider, sign_in
from sparkd_server import Server, sparkd

ADMIN = "it@seventrees.example"
PACKS = {  # the policy's own word for who leads professional development in a school
    "bronte": ("CPD leader", "Growing Great People"),
    "step": ("CPD leader", "Professional Development Policy"),
    "robert-carre": ("CPPD Co-ordinator", "Continuous Personalised Professional Development"),
    "symphony": ("nominated person/Coordinator", "Professional Development Policy"),
}
HEADING = ("Staff ID", "Title", "Legal First Name", "Legal Last Name", "Preferred First Name",
           "Work Email", "Current Business Roles", "Employment Start Date", "Employment End Date")
SCHOOLS, STAFF_A_SCHOOL = 100, 150  # 15,000 people


def arbor(school, people):
    """One school's staff as Arbor writes them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADING)
    for n in range(people):
        writer.writerow((f"{school}-{n}", "Ms", f"First{n}", f"Last{school}", "",
                         f"s{school}.p{n}@seventrees.example", "Class Teacher", "01 Sep 2020", ""))
    return "\ufeff" + out.getvalue()


class Founding(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sparkd-founding."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"

    def found(self, pack):
        """The code with which the administrator comes in."""
        said = sparkd("init", "--data", self.data, "--trust", "Seven Trees Trust", "--policy", pack,
                      "--admin", ADMIN).stdout
        return re.search(r"[0-9A-Z]{5}-?[0-9A-Z]{5}", said)[0]

    def import_file(self, text, *words):
        path = self.folder / "staff.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return sparkd("import", "people", path, "--data", self.data, "--map", "arbor", *words)

    def test_each_policy_by_one_command(self):
        for pack, (leader, title) in PACKS.items():
            with self.subTest(pack):
                shutil.rmtree(self.data, ignore_errors=True)
                self.found(pack)
                policy = json.loads(
                    sparkd("policy", "show", "--data", self.data, "--format", "json").stdout)
                self.assertIn(title, policy["title"])
                self.assertIn("not endorsed", policy["note"])
                self.assertEqual(policy["labels"]["cpd_leader"]["text"], leader)
                self.assertEqual(policy["appraisal"]["link"], "separate")
                self.assertEqual(len(policy["cycle"]), 9)
                sparkd("check", "--data", self.data)

    def test_a_teacher_comes_in_through_the_trusts_provider(self):
        """The school on a page's API, its staff by command beside the server, then a browser."""
        self.found("symphony")
        provider = OpenIdProvider()
        self.addCleanup(provider.close)
        server = Server(demo=False, data=self.data, conf=provider.conf())
        self.addCleanup(server.close)
        server.start()
        self.data = server.data
        made = server.request("POST", "/api/v1/schools", json.dumps({"name": "Oak School"}).encode(),
                              {"Content-Type": "application/json"}, server.token(ADMIN))
        self.assertEqual(made.status, 201, made.text)
        done = self.import_file(arbor(1, 20), "--school", "Oak School", "--apply")
        self.assertIn("20 new", done.stdout)
        browser = Browser(server)
        self.addCleanup(browser.close)
        provider.behave(claims={"sub": "u-7", "email": "s1.p7@seventrees.example",
                                "email_verified": True, "name": "First7 Last1"})
        self.assertEqual(sign_in(browser, provider, "/sign-in/oidc/op").status, 303)
        self.assertIn("First7", browser.get("/").words)
        self.assertIn("Professional Development Policy", browser.get("/policy").words)
        self.assertEqual(browser.get("/people/import").status, 403)
        self.assertEqual(server.check()[0], 0)

    def test_fifteen_thousand_people(self):
        """From one file of a hundred schools; once more has no effect."""
        self.found("robert-carre")
        whole = [("school", *HEADING)]
        for school in range(SCHOOLS):
            rows = csv.reader(io.StringIO(arbor(school, STAFF_A_SCHOOL).lstrip("\ufeff")))
            next(rows)
            whole += [(f"School {school:02}", *row) for row in rows]
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(whole)
        done = self.import_file(out.getvalue(), "--add-schools", "--apply")
        self.assertIn("done: 15000 new, 0 changed, 0 left", done.stdout)
        again = self.import_file(out.getvalue(), "--add-schools")
        self.assertEqual(again.stdout.splitlines()[-1].split(",")[:3],
                         ["0 new", " 0 changed", " 0 would leave"])
        sparkd("check", "--data", self.data)


if __name__ == "__main__":
    unittest.main()
