"""The fault table of the mail specification, section 7: each row says the state it must end in.

faults.py DRIVER WORK-DIRECTORY [NAME…]
"""
import os
import socket
import ssl
import subprocess
import sys
import traceback

from smtp_server import CLOSE, HANG, RESET, House, Server

DRIVER, WORK = sys.argv[1], sys.argv[2]
CASES = []


def case(function):
    CASES.append(function)
    return function


def check(what, got, want):
    if got != want:
        raise AssertionError(f"{what}: {got!r}, not {want!r}")


# ---- one mail, one answer: state, attempts, is the relay held? ----

SENT = ("sent", 1, False)
DEFERRED = ("deferred", 1, False)
FAILED = ("failed", 1, False)
RELAY = ("queued", 0, True)

ANSWERS = {
    "ok": ({}, SENT),
    "greeting 421": ({"greeting": "421 too busy"}, RELAY),
    "greeting 554": ({"greeting": "554 go away"}, RELAY),
    "greeting silent": ({"greeting": HANG}, RELAY),
    "greeting closed": ({"greeting": CLOSE}, RELAY),
    "greeting is garbage": ({"greeting": "\x00\xff what is this"}, RELAY),
    "ehlo 554": ({"ehlo": "554 no"}, RELAY),
    "ehlo 421": ({"ehlo": "421 later"}, RELAY),
    "ehlo closed": ({"ehlo": CLOSE}, RELAY),
    "ehlo silent": ({"ehlo": HANG}, RELAY),
    "ehlo 502 but helo": ({"ehlo": ["502 what", "250 hello"]}, SENT),
    "mail 451": ({"mail": "451 trouble"}, RELAY),
    "mail 550": ({"mail": "550 not from you"}, RELAY),
    "mail 530": ({"mail": "530 5.7.0 authenticate first"}, RELAY),
    "mail 550 5.7.30": ({"mail": "550 5.7.30 basic authentication is off"}, RELAY),
    "mail closed": ({"mail": CLOSE}, RELAY),
    "mail silent": ({"mail": HANG}, RELAY),
    "rcpt 450": ({"rcpt": "450 greylisted"}, DEFERRED),
    "rcpt 550": ({"rcpt": "550 5.1.1 no such user"}, FAILED),
    "rcpt 421": ({"rcpt": "421 closing"}, RELAY),
    "rcpt 554 5.2.0": ({"rcpt": "554 5.2.0 daily limit"}, RELAY),
    "rcpt closed": ({"rcpt": CLOSE}, RELAY),
    "rcpt silent": ({"rcpt": HANG}, RELAY),
    "data 451": ({"data": "451 not now"}, DEFERRED),
    "data 554": ({"data": "554 no"}, DEFERRED),
    "data 421": ({"data": "421 closing"}, RELAY),
    "data closed": ({"data": CLOSE}, DEFERRED),
    "data silent": ({"data": HANG}, DEFERRED),
    "final 451": ({"final": "451 try again"}, DEFERRED),
    "final 550": ({"final": "550 5.7.1 spam"}, FAILED),
    "final 554 5.2.0": ({"final": "554 5.2.0 daily limit"}, RELAY),
    "closed after the dot": ({"final": CLOSE}, DEFERRED),
    "reset after the dot": ({"final": RESET}, DEFERRED),
    "silent after the dot": ({"final": HANG}, DEFERRED),
    "garbage after the dot": ({"final": "hm"}, DEFERRED),
    "quit closed": ({"quit": CLOSE}, SENT),
    "quit silent": ({"quit": HANG}, SENT),
    "chunking": ({"ehlo": "250-relay\r\n250-CHUNKING\r\n250 PIPELINING"}, SENT),
    "chunking stalls": ({"ehlo": "250-relay\r\n250 CHUNKING", "bdat": ["250 ok", HANG]}, DEFERRED),
    "chunking stalls, pipelined": ({"ehlo": "250-relay\r\n250-PIPELINING\r\n250 CHUNKING",
                                    "bdat": ["250 ok", HANG]}, DEFERRED),
    "chunk refused": ({"ehlo": "250-relay\r\n250 CHUNKING", "bdat": "451 no"}, DEFERRED),
    "pipelining": ({"ehlo": "250-relay\r\n250 PIPELINING"}, SENT),
    "pipelining, rcpt 450": ({"ehlo": "250-relay\r\n250 PIPELINING", "rcpt": "450 later"}, DEFERRED),
    "enhanced codes, rcpt 550": ({"ehlo": "250-relay\r\n250 ENHANCEDSTATUSCODES",
                                  "rcpt": "550 5.1.1 unknown"}, FAILED),
    "enhanced codes, 5.7.57": ({"ehlo": "250-relay\r\n250 ENHANCEDSTATUSCODES",
                                "rcpt": "530 5.7.57 not authenticated"}, RELAY),
}


def answer_case(name, script, want):
    state, attempts, held = want

    def run():
        server, house = Server(script), House(DRIVER)
        try:
            house.run(server.port, "fault" if held else f"{state}:1")
            row = house.rows()[0]
            check("state", row["state"], state)
            check("attempts", row["attempts"], attempts)
            faults = sum(line["ev"] == "mail_relay_fault" for line in house.log)
            check("the administrator is told once", faults, 1 if held else 0)
            check("accepted", len(server.accepted), 1 if state == "sent" else 0)
            check("bytes are kept", row["bytes"] is not None, True)
        finally:
            server.close()
            house.close()

    run.__name__ = name
    CASES.append(run)


for NAME, (SCRIPT, WANT) in ANSWERS.items():
    answer_case(NAME, SCRIPT, WANT)


# ---- what takes more than one answer ----


def with_server(script, mails=1, kind="talk-waiting"):
    return Server(script), House(DRIVER, mails, kind)


@case
def nobody_listens():
    house = House(DRIVER)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    house.run(port, "fault")
    check("state", house.states(), {"queued": 1})
    house.close()


@case
def bytes_arrive_as_composed():
    server, house = with_server({}, 1, "talk-confirmed")
    house.run(server.port, "sent:1")
    row = house.rows()[0]
    rcpt, body = server.accepted[0]
    check("recipient", rcpt, row["to_email"])
    check("bytes", body, row["bytes"])
    check("sender", server.commands[1], "MAIL FROM:<pd@heathermoor.example>")
    house.close()


@case
def bytes_arrive_as_composed_in_chunks():
    server, house = with_server({"ehlo": "250-relay\r\n250 CHUNKING"}, 1, "talk-confirmed")
    house.run(server.port, "sent:1")
    check("bytes", server.accepted[0][1], house.rows()[0]["bytes"])
    house.close()


@case
def rcpt_450_then_250():
    server, house = with_server({"rcpt": ["450 greylisted", "250 ok"]})
    house.run(server.port, "deferred:1")
    first = house.rows()[0]
    house.make_due()
    house.run(server.port, "sent:1")
    second = house.rows()[0]
    check("attempts", second["attempts"], 2)
    check("Message-ID", second["message_id"], first["message_id"])
    check("bytes", server.accepted[0][1], first["bytes"])
    house.close()


@case
def rcpt_mixed():
    server, house = with_server({"rcpt": ["250 ok", "550 no", "450 later", "250 ok"]}, 4)
    house.run(server.port, "sent:2")
    check("states", [row["state"] for row in house.rows()], ["sent", "failed", "deferred", "sent"])
    check("one session", server.connections, 1)
    house.close()


@case
def a_refused_final_does_not_end_the_session():
    server, house = with_server({"final": ["250 ok", "550 no", "451 later", "250 ok"]}, 4)
    house.run(server.port, "sent:2")
    check("states", [row["state"] for row in house.rows()], ["sent", "failed", "deferred", "sent"])
    check("one session", server.connections, 1)
    house.close()


@case
def mid_session_421_goes_on_in_a_new_session():
    server, house = with_server({"rcpt": ["250 ok", "421 enough", "250 ok"]}, 3)
    house.run(server.port, "sent:3")
    check("attempts", [row["attempts"] for row in house.rows()], [1, 1, 1])
    check("sessions", server.connections, 2)
    house.close()


@case
def too_many_in_a_session_goes_on_in_a_new_one():
    server, house = with_server({"rcpt": ["250 ok", "452 4.5.3 too many", "250 ok"]}, 3)
    house.run(server.port, "sent:3")
    check("attempts", [row["attempts"] for row in house.rows()], [1, 1, 1])
    check("sessions", server.connections, 2)
    house.close()


@case
def a_session_has_its_cap():
    server, house = with_server({}, 25)
    house.run(server.port, "sent:25", session=10)
    check("sessions", server.connections, 3)
    check("accepted once", len({rcpt for rcpt, _ in server.accepted}), 25)
    check("accepted", len(server.accepted), 25)
    house.close()


@case
def the_cap_is_100_mails():
    server, house = with_server({}, 101)
    house.run(server.port, "sent:101")
    check("sessions", server.connections, 2)
    house.close()


@case
def a_held_relay_is_tried_again():
    server, house = with_server({"greeting": ["421 busy", "421 busy", "220 welcome"]}, 2)
    house.run(server.port, "sent:2", hold_ms=50)
    faults = [line["ev"] for line in house.log if line["ev"].startswith("mail_relay")]
    check("told once, and when it is over", faults, ["mail_relay_fault", "mail_relay_well"])
    check("attempts", [row["attempts"] for row in house.rows()], [1, 1])
    house.close()


@case
def codes_go_first_and_leave_nothing():
    server, house = with_server({}, 3)
    house.queue(100, 1, "code")
    house.run(server.port, "sent:4")
    check("first", server.accepted[0][0], "u100@demo.example")
    check("the code arrived", b"K7Q2M-9X4TP" in server.accepted[0][1], True)
    code = [row for row in house.rows() if row["kind"] == "code"][0]
    check("erased", (code["bytes"], code["body"]), (None, "{}"))
    house.close()


@case
def a_dripping_server_is_left():
    """Each line resets libesmtp's own time-out: only the mailer's bounded wait ends this."""

    def drip(connection):
        connection.sock.settimeout(0.2)
        while True:
            connection.sock.sendall(b"2")
            try:
                connection.more()
            except TimeoutError:
                pass

    server, house = with_server({"greeting": drip})
    house.run(server.port, "fault", child_wait_ms=1500)
    check("state", house.states(), {"deferred": 1})
    house.close()


@case
def a_killed_deliverer_costs_one_session():
    process = None

    def kill(_connection):
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
            os.kill(int(file.read().split()[0]), 9)
        return HANG

    server, house = with_server({"final": ["250 ok", kill, "250 ok"]}, 3)
    process = house.start(server.port, "sent:2", hold_ms=50)
    check("exit", process.wait(60), 0)
    check("states", [row["state"] for row in house.rows()], ["sent", "deferred", "sent"])
    check("sessions", server.connections, 2)
    house.close()


@case
def a_row_that_cannot_be_written_fails_alone():
    server, house = with_server({}, 3)
    house.change("UPDATE outbox SET body = 'torn' WHERE id = 2")
    house.run(server.port, "sent:2")
    rows = house.rows()
    check("states", [row["state"] for row in rows], ["sent", "failed", "sent"])
    check("why", rows[1]["reply"], "its values cannot be read")
    house.close()


@case
def what_is_no_longer_needed_is_not_sent():
    server, house = with_server({}, 2)
    house.change("UPDATE person SET left_on = 1")
    house.run(server.port, "failed:2")
    check("accepted", server.accepted, [])
    check("why", {row["reply"] for row in house.rows()}, {"this person has left"})
    house.close()


@case
def a_later_row_goes_when_it_falls_due():
    server, house = with_server({}, 2)
    house.change("UPDATE outbox SET due_at = unixepoch() + 3 WHERE id = 2")
    house.run(server.port, "sent:2")
    check("sessions", server.connections, 2)
    house.close()


@case
def expired_rows_are_passed_over():
    server, house = with_server({}, 2)
    house.change("UPDATE outbox SET expires_at = 2 WHERE id = 1")
    house.run(server.port, "sent:1")
    check("states", [row["state"] for row in house.rows()], ["failed", "sent"])
    house.close()


@case
def logs_hold_no_addresses():
    server, house = with_server({"rcpt": "421 not now for <u1@demo.example> please"})
    house.run(server.port, "fault")
    said = [line["said"] for line in house.log if line["ev"] == "mail_relay_fault"]
    check("said", said, ["421 not now for (address) please"])
    check("kept for the coordinator", house.rows()[0]["reply"],
          "421 not now for <u1@demo.example> please")
    house.close()


@case
def the_loop_runs_while_the_relay_thinks():
    """The final answer is given only after the driver's loop has ticked 20 times more."""
    process = None

    def think(_connection):
        for _ in range(20):
            check("tick", process.stdout.readline(), "tick\n")
        return "250 at last"

    server, house = with_server({"final": think})
    process = house.start(server.port, "sent:1", ticks=1, answer_timeout_ms=30000)
    process.wait(60)
    check("state", house.states(), {"sent": 1})
    house.close()


@case
def stopping_finishes_the_mail_in_flight():
    process = None

    def stop(_connection):
        process.terminate()
        return "250 ok"

    server, house = with_server({"final": ["250 ok", stop]}, 5)
    process = house.start(server.port, "never")
    check("exit", process.wait(60), 0)
    check("states", house.states(), {"sent": 2, "queued": 3})
    check("accepted", len(server.accepted), 2)
    house.close()


@case
def mails_of_one_minute_are_spread():
    server, house = with_server({}, 3)
    house.run(server.port, "sent:3", per_minute=600)
    check("one session", server.connections, 1)
    house.close()


@case
def a_directory_takes_the_demos_mail():
    house = House(DRIVER, 3, "talk-confirmed")
    house.run(1, "sent:3", mode="directory", directory=house.path)
    names = sorted(os.listdir(os.path.join(house.path, "outbox")))
    check("files", len(names), 3)
    for name, row in zip(names, house.rows()):
        with open(os.path.join(house.path, "outbox", name), "rb") as file:
            check(name, file.read(), row["bytes"])
    house.close()


# ---- STARTTLS and AUTH ----


def certificate(name, signer, *more):
    """A key and a certificate for a name, signed by the test's own authority."""
    base = os.path.join(WORK, name)
    subject = ["-subj", f"/CN={name}", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{base}.key"]
    with open(f"{base}.ext", "w", encoding="ascii") as file:
        file.write(f"subjectAltName=DNS:{name}\n")
    run = lambda *words: subprocess.run(["openssl", *words], check=True, capture_output=True)
    if not signer:
        run("req", "-x509", *subject, "-out", f"{base}.pem", "-days", "10")
        return base
    run("req", "-new", *subject, "-out", f"{base}.csr")
    run("x509", "-req", "-in", f"{base}.csr", "-CA", f"{signer}.pem", "-CAkey", f"{signer}.key",
        "-CAcreateserial", "-extfile", f"{base}.ext", "-out", f"{base}.pem", *(more or ("-days", "10")))
    return base


def tls_server(script, base):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{base}.pem", f"{base}.key")
    return Server({"ehlo": "250-relay\r\n250 STARTTLS", **script}, context)


def tls_case(name, certificate_name, want, script=None, ca=True, **wishes):
    state, attempts, held = want

    def run():
        server, house = tls_server(script or {}, PAPERS[certificate_name]), House(DRIVER)
        given = {"host": "localhost", "starttls": 1, **wishes}
        if ca:
            given["ca"] = PAPERS["authority"] + ".pem"
        house.run(server.port, "fault" if held else f"{state}:1", **given)
        row = house.rows()[0]
        check("state", row["state"], state)
        check("attempts", row["attempts"], attempts)
        check("accepted", len(server.accepted), 1 if state == "sent" else 0)
        if held and not name.startswith("auth"):
            check("nothing was said of mail", any(c.startswith("RCPT") for c in server.commands), False)
        server.close()
        house.close()

    run.__name__ = name
    CASES.append(run)


def inject(connection):
    """Answers in plain text, in one packet with the answer to STARTTLS: they must not count."""
    connection.sock.sendall(
        b"220 go\r\n250 relay\r\n250 sender\r\n250 recipient\r\n354 go\r\n250 taken\r\n")
    connection.sock = connection.server.tls.wrap_socket(connection.sock, server_side=True)
    while True:
        connection.more()


PAPERS = {}
CREDENTIALS = {"user": "pd", "password": "secret"}
AUTH_OFFERED = {"ehlo": ["250-relay\r\n250 STARTTLS", "250-relay\r\n250 AUTH PLAIN LOGIN"]}

tls_case("starttls", "localhost", SENT)
tls_case("starttls refused", "localhost", RELAY, {"starttls": "454 not now"})
tls_case("starttls not offered", "localhost", RELAY, {"ehlo": "250 relay"})
tls_case("starttls wrong name", "elsewhere.example", RELAY)
tls_case("starttls expired", "expired", RELAY, host="expired")
tls_case("starttls unknown authority", "localhost", RELAY, ca=False)
tls_case("starttls handshake is garbage", "localhost", RELAY, {"starttls": [
    lambda connection: connection.sock.sendall(b"220 go\r\n") or connection.sock.sendall(b"junk" * 9) or CLOSE]})
tls_case("starttls injected answers", "localhost", RELAY, {"starttls": inject})
tls_case("starttls and auth", "localhost", SENT, AUTH_OFFERED, **CREDENTIALS)
tls_case("auth refused", "localhost", RELAY, {**AUTH_OFFERED, "auth": "535 5.7.8 wrong"}, **CREDENTIALS)
tls_case("auth not offered", "localhost", RELAY, **CREDENTIALS)


@case
def ten_tls_sessions_in_a_row():
    """Fault 1 and 2: a second TLS session in one process dies, TLS 1.3 hangs."""
    server, house = tls_server({}, PAPERS["localhost"]), House(DRIVER, 10)
    house.run(server.port, "sent:10", host="localhost", starttls=1, session=1,
              ca=PAPERS["authority"] + ".pem")
    check("sessions", server.connections, 10)
    house.close()


@case
def aiosmtpd_takes_a_batch():
    """A server that others wrote, with STARTTLS and AUTH required."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    class Handler:
        mails = []

        async def handle_DATA(self, _server, _session, envelope):
            self.mails.append((envelope.rcpt_tos, envelope.original_content))
            return "250 taken"

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PAPERS["localhost"] + ".pem", PAPERS["localhost"] + ".key")
    accept = lambda _server, _session, _envelope, _mechanism, data: AuthResult(
        success=(data.login, data.password) == (b"pd", b"secret"))
    controller = Controller(Handler(), hostname="127.0.0.1", port=0, tls_context=context,
                            require_starttls=True, auth_required=True, authenticator=accept)
    probe = socket.create_server(("127.0.0.1", 0))
    controller.port = probe.getsockname()[1]
    probe.close()
    controller.start()
    house = House(DRIVER, 20, "talk-confirmed")
    house.run(controller.port, "sent:20", host="localhost", starttls=1,
              ca=PAPERS["authority"] + ".pem", **CREDENTIALS)
    controller.stop()
    check("mails", sorted(rcpt for (rcpt,), _ in Handler.mails),
          sorted(row["to_email"] for row in house.rows()))
    check("bytes", sorted(body for _, body in Handler.mails), sorted(row["bytes"] for row in house.rows()))
    house.close()


def main():
    os.makedirs(WORK, exist_ok=True)
    PAPERS["authority"] = certificate("authority", None)
    for name in ("localhost", "elsewhere.example"):
        PAPERS[name] = certificate(name, PAPERS["authority"])
    PAPERS["expired"] = certificate("expired", PAPERS["authority"], "-days", "-1")
    wanted, failed = sys.argv[3:], 0
    for run in CASES:
        if wanted and run.__name__ not in wanted:
            continue
        try:
            run()
            print(f"PASS {run.__name__}", flush=True)
        except Exception:  # the next case still runs
            failed += 1
            print(f"FAIL {run.__name__}", flush=True)
            traceback.print_exc()
    sys.exit(1 if failed else 0)


main()
