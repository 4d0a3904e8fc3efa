#!/usr/bin/python3
"""Mail of a real server through a real SMTP server (mail specification, sections 2 and 7).

The mails are the nudges of 15 January: a demo server queues them on that morning, then a real
server on a copy of its data sends them, their hour moved to the present.
"""
import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from relay import DROP, HANG, Relay, plain_text, read_mail
from sparkd_server import Server, wait_for

BASE_URL = "https://cpd.demo.example"
STAFF = "staff@demo.example"
MORNING = "2027-01-15T08:00:00Z"
LATER = "2027-01-15T10:05:00Z"
morning = None


def setUpModule():
    global morning  # pylint: disable=global-statement
    morning = Server(clock=MORNING)
    morning.start()
    wait_for(lambda: queued(morning), "the nudges of the morning")
    morning.stop()


def tearDownModule():
    morning.close()


def queued(server):
    rows = server.rows("SELECT to_email FROM outbox WHERE state = 'queued' AND kind = 'nudges'")
    return [row["to_email"] for row in rows]


def real_server(relay):
    """On the morning's data, not in demo mode, with a relay."""
    return Server(data=morning.data, demo=False, conf={"base_url": BASE_URL, **relay.conf()})


def make_due(server, addresses):
    """Their hour is now, that of everybody else far away."""
    server.write("UPDATE outbox SET due_at = 4000000000, expires_at = 4100000000"
                 " WHERE state IN ('queued', 'deferred')")
    for address in addresses:
        server.write("UPDATE outbox SET due_at = 1 WHERE to_email = ? AND kind = 'nudges'"
                     " AND state IN ('queued', 'deferred')", address)


def states(server, addresses):
    rows = server.rows("SELECT to_email, state FROM outbox WHERE idem LIKE 'nudges:%:2027-01-15'")
    return {row["to_email"]: row["state"] for row in rows if row["to_email"] in addresses}


class Nudge(unittest.TestCase):
    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.close)
        self.server = real_server(self.relay)
        self.addCleanup(self.server.close)

    def test_same_mail_as_in_the_demos_outbox(self):
        make_due(self.server, [STAFF])
        self.server.start()
        wait_for(lambda: self.relay.bytes_for(STAFF), "the nudge at the relay")
        with Server(data=morning.data, clock=LATER, conf={"base_url": BASE_URL}) as demo:
            want = wait_for(lambda: outbox_files(demo, STAFF), "the nudge in the outbox")
        self.assertEqual(self.relay.bytes_for(STAFF), want)

    def test_headers_and_words(self):
        make_due(self.server, [STAFF])
        self.server.start()
        mail = wait_for(lambda: self.relay.mails_for(STAFF), "the nudge at the relay")[0]
        self.assertEqual(mail["To"].addresses[0].addr_spec, STAFF)
        self.assertEqual(mail["From"].addresses[0].addr_spec, "cpd@demo.example")
        self.assertEqual(mail["From"].addresses[0].display_name, "Larkfield Learning Trust")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertEqual(mail["X-Auto-Response-Suppress"], "OOF, DR, RN, NRN, AutoReply")
        self.assertRegex(mail["Message-ID"], r"^<[0-9a-f]{40}@demo\.example>$")
        self.assertRegex(mail["Date"], r"^Fri, 15 Jan 2027 ")
        self.assertIn("List-Id", mail)
        self.assertEqual(mail["List-Unsubscribe"], "<mailto:cpd@demo.example?subject=unsubscribe>")
        self.assertNotIn("Precedence", mail)
        text = plain_text(mail)
        words = " ".join(text.split())
        self.assertTrue(words.startswith("Pick a time: "), "the one thing to do, first")
        self.assertIn("your second professional development conversation", words)
        self.assertIn("29 January 2027", words)
        self.assertRegex(text, rf"\n{BASE_URL}/conversations/\d+/time\s")
        self.assertLessEqual(max(map(len, text.splitlines())), 78)
        self.assertEqual(mail.get_content_type(), "multipart/alternative")

    def test_held_meanwhile_is_not_sent(self):
        """Asked again when it is claimed (mail specification, section 4)."""
        make_due(self.server, [STAFF, "mentor@demo.example"])
        self.server.write(
            "UPDATE deadline SET done_on = (SELECT opens_on FROM deadline d WHERE d.id = deadline.id)"
            " WHERE person_id = (SELECT id FROM person WHERE email = ?) AND id IN"
            " (SELECT deadline_id FROM nudge)", STAFF)
        self.server.start()
        wait_for(lambda: self.relay.bytes_for("mentor@demo.example"), "the mentor's own nudge")
        wait_for(lambda: states(self.server, [STAFF])[STAFF] != "queued", "the row's end")
        self.assertEqual(self.relay.bytes_for(STAFF), [])


class Faults(unittest.TestCase):
    """Nothing lost; twice only where the relay vanished between DATA and its answer."""

    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.close)
        self.server = real_server(self.relay)
        self.addCleanup(self.server.close)
        self.people = queued(self.server)[:12]

    def settled(self):
        """Nothing is left that the server would do now."""
        left = [s for s in states(self.server, self.people).values() if s in ("queued", "sending")]
        return not left or '"mail_relay_fault"' in self.server.log_text()

    def run_until_all_done(self, rounds=8):
        """Restarts in place of waiting for back-off and hold, which are the relay's units' own."""
        for _ in range(rounds):
            make_due(self.server, self.people)
            self.server.log.unlink(missing_ok=True)
            self.server.start()
            wait_for(self.settled, "the mails to be dealt with")
            self.server.stop()
            if set(states(self.server, self.people).values()) <= {"sent", "failed"}:
                return
        self.fail(f"not done: {states(self.server, self.people)}")

    def taken(self):
        return collections.Counter(to for to, _ in self.relay.taken)

    def test_every_fault_in_one_outbox(self):
        (later_rcpt, later_data, later_thrice, no_rcpt, no_data, dropped, dropped_again,
         *well) = self.people
        self.relay.script = {
            later_rcpt: ["RCPT 450 4.2.1 greylisted"],
            later_data: ["451 4.3.0 try again"],
            later_thrice: ["451 4.3.0 try again", "RCPT 452 4.2.2 full", "421 4.3.2 busy"],
            no_rcpt: ["RCPT 550 5.1.1 unknown"] * 9,
            no_data: ["554 5.6.0 refused"] * 9,
            dropped: [DROP],
            dropped_again: [DROP],
        }
        self.run_until_all_done()
        ends = states(self.server, self.people)
        self.assertEqual({p for p in self.people if ends[p] == "failed"}, {no_rcpt, no_data})
        want = {p: 1 for p in [later_rcpt, later_data, later_thrice, *well]}
        self.assertEqual(self.taken(), {**want, dropped: 2, dropped_again: 2})
        for person in (dropped, dropped_again):
            first, second = self.relay.bytes_for(person)
            self.assertEqual(first, second, "the same bytes, so that servers can drop the second")

    def test_a_silent_relay_holds_nobody_up(self):
        silent, *well = self.people
        self.relay.script = {silent: [HANG]}
        make_due(self.server, [silent])
        self.server.start()
        self.assertTrue(self.relay.hanging.wait(60), "the relay was asked")
        self.assertEqual(states(self.server, [silent]), {silent: "sending"})
        self.assertEqual(self.server.request("GET", "/healthz",
                                             headers={"Host": "cpd.demo.example"}).status, 200)
        self.server.kill()
        self.run_until_all_done()
        self.assertEqual(self.taken(), {person: 1 for person in [silent, *well]})

    def test_killed_again_and_again(self):
        """At most one mail twice a kill, none lost."""
        kills = 0
        self.people = queued(self.server)
        for limit in (5, 15, 30):
            make_due(self.server, self.people)
            self.server.start()
            wait_for(lambda limit=limit: len(self.relay.taken) >= limit, "some mails")
            self.server.kill()
            kills += 1
        self.run_until_all_done()
        self.assertEqual(set(self.taken()), set(self.people))
        self.assertLessEqual(self.taken().total() - len(self.people), kills)
        self.assertLessEqual(max(self.taken().values()), 2)

    def test_no_relay_is_no_loss(self):
        self.server.conf["smtp_port"] = closed_port()
        make_due(self.server, self.people)
        self.server.start()
        wait_for(lambda: '"mail_relay_fault"' in self.server.log_text(), "the relay's fault")
        self.server.stop()
        self.assertEqual(set(states(self.server, self.people).values()), {"queued"})
        self.server.conf["smtp_port"] = self.relay.port
        self.run_until_all_done()
        self.assertEqual(self.taken(), {person: 1 for person in self.people})


def closed_port():
    import socket  # pylint: disable=import-outside-toplevel

    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def outbox_files(server, address):
    """The bytes of each file of the demo's outbox that is for that address."""
    found = [path.read_bytes() for path in sorted((server.data / "outbox").glob("*.eml"))]
    return [content for content in found
            if read_mail(content)["To"].addresses[0].addr_spec == address]


if __name__ == "__main__":
    unittest.main()
