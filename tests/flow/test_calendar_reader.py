#!/usr/bin/python3
"""The program that reads calendar files of others: beside sparkd however that was started, with no
powers, and said plainly where it is missing. sparkd itself loads nothing that only it needs."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
import sparkd_server
from browser import Browser
from sparkd_server import ROOT, SPARKD, Server, sparkd

FILE = ROOT / "tests" / "data" / "calendar" / "oakfield-google.ics"
RELEASE = os.environ.get("SPARKD_RELEASE")
READER = pathlib.Path(SPARKD).resolve().parent / "sparkd-ics"
MARK = "----x7MA4YWxkTrZu0gW"


class CalendarReader(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sparkd-reader."))
        self.addCleanup(shutil.rmtree, self.folder)

    def upload(self, program):
        """What a CPD leader sees who brings a calendar to a server started as `program`."""
        self.addCleanup(setattr, sparkd_server, "SPARKD", sparkd_server.SPARKD)
        server = Server(conf={"rate_limits": "no"})
        self.addCleanup(server.close)
        sparkd_server.SPARKD = str(program)
        server.start()
        browser = Browser(server)
        self.addCleanup(browser.close)
        browser.be("Priya Shah")
        form = browser.get("/schools/1/calendar/import").form(r"/school.*")
        parts = [f'--{MARK}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 for key, value in form.fields.items() if key != "file"]
        head = (f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="a.ics"\r\n'
                "Content-Type: text/calendar\r\n\r\n")
        body = "".join(parts).encode() + head.encode() + FILE.read_bytes()
        page = browser.send("POST", form.action, body + f"\r\n--{MARK}--\r\n".encode(),
                            {"Content-Type": f"multipart/form-data; boundary={MARK}",
                             "Sec-Fetch-Site": "same-origin"})
        self.assertEqual(server.request("GET", "/healthz").status, 200)
        return page, server.log_text()

    def test_it_has_no_powers(self):
        """As the server starts it; with nothing to open and nowhere to go it still reads."""
        done = subprocess.run([READER], input=FILE.read_bytes(), capture_output=True, timeout=30,
                              env={}, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(done.stdout.splitlines()), 16)
        self.assertNotIn("sparkd-ics", sparkd("help").stdout)

    def test_found_through_a_link(self):
        link = self.folder / "served"
        link.symlink_to(pathlib.Path(SPARKD).resolve())
        page, log = self.upload(link)
        self.assertEqual(page.status, 200)
        self.assertIn(b"Check the dates", page.body)
        self.assertNotIn("calendar_reader_missing", log)

    def test_missing_is_said(self):
        alone = self.folder / "sparkd"
        shutil.copy(SPARKD, alone)
        page, log = self.upload(alone)
        self.assertEqual(page.status, 503)
        self.assertIn(b"the program sparkd-ics, which belongs beside sparkd", page.body)
        self.assertIn("calendar_reader_missing", log)
        self.assertIn(str(self.folder / "sparkd-ics"), log)

    def test_what_each_loads(self):
        """No server loads libical and its ICU, and none that is released a C++ runtime (test_start
        weighs it); the sanitizers have one of their own."""
        self.assert_loads(SPARKD, wanted="libsqlite3", unwanted=["ical", "icu"])
        self.assert_loads(READER, wanted="libical", unwanted=["sqlite", "ssl", "event"])

    @unittest.skipUnless(RELEASE, "SPARKD_RELEASE names no release build")
    def test_what_a_release_loads(self):
        self.assert_loads(RELEASE, wanted="libsqlite3",
                          unwanted=["ical", "icu", "stdc++", "libgcc_s"])

    def assert_loads(self, program, wanted, unwanted):
        said = subprocess.run(["objdump", "-p", program], capture_output=True, text=True,
                              timeout=60, check=True, env={**os.environ, "LC_ALL": "C"}).stdout
        needed = [line.split()[1] for line in said.splitlines() if " NEEDED " in line]
        self.assertTrue(any(wanted in name for name in needed), (program, needed))
        for name in needed:
            self.assertFalse([word for word in unwanted if word in name], (program, name))


if __name__ == "__main__":
    unittest.main()
