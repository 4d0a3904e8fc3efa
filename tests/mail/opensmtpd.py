"""A batch through OpenSMTPD, unpacked from Debian's package, never installed: each mail once.

opensmtpd.py DRIVER WORK-DIRECTORY

It needs root, for a mount namespace of its own in which smtpd finds its users and folders; without
root or the package it is skipped (exit status 77).
"""
import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile

from smtp_server import House

DRIVER, WORK = sys.argv[1], os.path.abspath(sys.argv[2])
MAILS = 50

# Run inside the namespace: $1 is the unpacked package, $2 the folder for mails.
INSIDE = """
set -e
mount --make-rprivate /
cp /etc/passwd "$2/passwd"; cp /etc/group "$2/group"
for name in opensmtpd:64990 opensmtpq:64991 keeper:64992; do
  echo "${name%:*}:x:${name#*:}:${name#*:}::/nonexistent:/usr/sbin/nologin" >> "$2/passwd"
  echo "${name%:*}:x:${name#*:}:" >> "$2/group"
done
mount --bind "$2/passwd" /etc/passwd
mount --bind "$2/group" /etc/group
mount -t tmpfs none /var/spool
mount -t tmpfs none /var/lib
mount -t tmpfs none /run
mount -t tmpfs none /usr/libexec
mkdir -p /var/lib/opensmtpd/empty /usr/libexec/opensmtpd
cp "$1"/usr/libexec/opensmtpd/* /usr/libexec/opensmtpd/
mkdir -m 711 /var/spool/smtpd
chown 64992:64992 "$2/kept"
exec "$1/usr/sbin/smtpd" -d -f "$2/smtpd.conf"
"""

CONF = """
table keeper {{ "@" = keeper }}
listen on 127.0.0.1 port {port} hostname relay.example
action "keep" maildir "{folder}/kept/box" virtual <keeper>
match from any for domain "demo.example" action "keep"
"""


def skip(why):
    print(f"SKIP opensmtpd: {why}")
    sys.exit(77)


def unpack():
    root = os.path.join(WORK, "opensmtpd", "root")
    if os.path.exists(os.path.join(root, "usr/sbin/smtpd")):
        return root
    os.makedirs(os.path.dirname(root), exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        got = subprocess.run(["apt-get", "download", "opensmtpd"], cwd=folder, capture_output=True)
        if got.returncode != 0:
            skip("the package cannot be downloaded")
        subprocess.run(["dpkg", "-x", *glob.glob(f"{folder}/*.deb"), root], check=True)
    return root


def wait_for_deliveries(process, count):
    """smtpd's own log says when a mail lies in its box."""
    for line in process.stderr:
        if " mda delivery " in line and " result=Ok " in line:
            count -= 1
        if count == 0:
            return
    raise AssertionError("smtpd ended early")


def main():
    if os.geteuid() != 0:
        skip("not root")
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
        skip("no mount namespaces here")
    root, folder = unpack(), tempfile.mkdtemp(prefix="sparkd-opensmtpd.")
    os.chmod(folder, 0o755)
    os.mkdir(os.path.join(folder, "kept"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with open(os.path.join(folder, "smtpd.conf"), "w", encoding="ascii") as file:
        file.write(CONF.format(port=port, folder=folder))
    process = subprocess.Popen(["unshare", "-m", "sh", "-c", INSIDE, "sh", root, folder],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    house = House(DRIVER, MAILS, "talk-confirmed")
    kept = os.path.join(folder, "kept", "box", "new", "*")
    try:
        # until smtpd listens the relay is at fault, and tried again soon
        house.run(port, f"sent:{MAILS}", timeout_ms=20000, answer_timeout_ms=20000, hold_ms=20)
        wait_for_deliveries(process, MAILS)
        ids = [row["message_id"] for row in house.rows()]
        mails = [open(path, "rb").read() for path in glob.glob(kept)]
        arrived = sorted(i for i in ids for mail in mails if f"Message-ID: {i}".encode() in mail)
        if arrived != sorted(ids):
            sys.exit(f"{len(arrived)} arrived of {len(ids)}")
        print(f"PASS opensmtpd: {len(mails)} mails, each once")
    finally:
        process.terminate()
        process.wait(30)
        house.close()
        shutil.rmtree(folder)


main()
