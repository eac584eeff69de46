"""Real mail servers in a folder of their own: dovecot for IMAP, postfix for SMTP, on free ports.

Dovecot runs as whoever runs the tests, postfix only as root; where one cannot run, `missing` says so by name.
"""

import getpass
import grp
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.programs import missing, program

PASSWORD = "p:ss@word/1"
SECURITY = "security@node.example"
REPORTER = "alice@reporter.example"
GONE = "gone@bounces.example"
PATIENCE = 15.0
NOBODY = 65534


def port() -> int:
    """A free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Mailboxes:
    """A folder of maildirs, one a user, that dovecot shows and postfix fills."""

    folder: Path
    imap: int = 0
    smtp: int = 0
    processes: list[subprocess.Popen] = field(default_factory=list)

    def put(self, user: str, raw: bytes) -> None:
        """A mail straight into a mailbox, as a server would deliver it."""
        box = self.folder / "mail" / user
        for name in ("tmp", "new", "cur"):
            (box / name).mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}.{os.getpid()}.test"
        (box / "tmp" / name).write_bytes(raw)
        if os.geteuid() == 0:
            _give(box.parent.parent / "mail")
        (box / "tmp" / name).rename(box / "new" / name)

    def mails(
        self, user: str, folder: str = "", *, least: int = 0, patience: float = PATIENCE
    ) -> list[EmailMessage]:
        """The mails in a mailbox, oldest first; waits, for some seconds, until there are at least so many."""
        until = time.monotonic() + patience
        box = self.folder / "mail" / user / (f".{folder}" if folder else "")
        while True:
            # by when they were written: names of mails of one second are in the order of their inodes
            files = sorted([*box.glob("new/*"), *box.glob("cur/*")], key=lambda file: file.stat().st_mtime_ns)
            if len(files) >= least or time.monotonic() > until:
                return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
            time.sleep(0.05)

    def send(self, mail: EmailMessage | bytes, *, sender: str, to: str) -> None:
        """Hand a mail to postfix as a stranger would."""
        with smtplib.SMTP("127.0.0.1", self.smtp) as connection:
            connection.sendmail(sender, [to], mail if isinstance(mail, bytes) else mail.as_bytes())


@contextmanager
def imap() -> Iterator[Mailboxes]:
    """Dovecot for the time of the block."""
    with _folder() as folder:
        boxes = Mailboxes(folder)
        with _dovecot(boxes):
            yield boxes


@contextmanager
def imap_and_smtp() -> Iterator[Mailboxes]:
    """Dovecot and postfix over the same mailboxes."""
    with _folder() as folder:
        boxes = Mailboxes(folder)
        with _postfix(boxes), _dovecot(boxes):
            yield boxes


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bulou-mail-", dir="/tmp"))  # short: paths of sockets are bounded
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)


def _group() -> str:
    """The group of whoever runs the tests, by name where it has one."""
    try:
        return grp.getgrgid(os.getgid()).gr_name
    except KeyError:
        return str(os.getgid())


@contextmanager
def _dovecot(boxes: Mailboxes) -> Iterator[None]:
    path = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if path is None:
        missing("dovecot")
    boxes.imap = port()
    folder, me = boxes.folder, getpass.getuser()
    root = os.geteuid() == 0
    uid, gid = (NOBODY, NOBODY) if root else (os.getuid(), os.getgid())
    if root:
        _give(folder / "mail")
    own = {"default_internal_user": me, "default_internal_group": _group(), "default_login_user": me}
    users = "" if root else "".join(f"{name} = {value}\n" for name, value in own.items())
    (folder / "dovecot.conf").write_text(
        f"""base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
{users}first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {boxes.imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
    )
    process = subprocess.Popen([path, "-F", "-c", folder / "dovecot.conf"], stderr=subprocess.DEVNULL)
    try:
        _answers(boxes.imap, process, folder / "dovecot.log")
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def _postfix(boxes: Mailboxes) -> Iterator[None]:
    path = shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin")
    if path is None:
        missing("postfix")
    if os.geteuid() != 0:
        missing("postfix for an ordinary user")
    boxes.smtp = port()
    folder, conf = boxes.folder, boxes.folder / "postfix"
    for name in (conf, folder / "queue", folder / "data"):
        name.mkdir()
    shutil.chown(folder / "data", "postfix", "postfix")
    (conf / "boxes").write_text(f"{SECURITY} {SECURITY}/\n{REPORTER} {REPORTER}/\n")
    (conf / "ways").write_text(f"{GONE.partition('@')[2]} refusing:\n")
    (conf / "main.cf").write_text(
        f"""compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file_prefixes = {folder}
maillog_file = {folder}/postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.node.example
mydestination =
mynetworks = 127.0.0.0/8
recipient_delimiter = +
virtual_mailbox_domains = node.example, reporter.example
virtual_mailbox_maps = texthash:{conf}/boxes
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{NOBODY}
virtual_gid_maps = static:{NOBODY}
virtual_minimum_uid = 1
transport_maps = texthash:{conf}/ways
default_transport = error:5.1.2 tests write to nobody else
smtputf8_enable = no
"""
    )
    services = [
        f"127.0.0.1:{boxes.smtp} inet n - n - - smtpd",
        "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
        "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce", "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush",
        "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "error unix - - n - - error",
        "retry unix - - n - - error", "discard unix - - n - - discard", "local unix - n n - - local",
        "virtual unix - n n - - virtual", "anvil unix - - n - 1 anvil", "postlog unix-dgram n - n - 1 postlogd",
        # takes a mail and then cannot deliver it, so that it comes back
        "refusing unix - n n - - pipe flags=q user=nobody argv=/bin/false",
    ]  # fmt: skip
    (conf / "master.cf").write_text("\n".join(services) + "\n")
    _give(folder / "mail")
    started = subprocess.run([path, "-c", conf, "start"], capture_output=True, text=True, check=False)
    try:
        _answers(boxes.smtp, None, folder / "postfix.log", started.stderr)
        yield
    finally:
        subprocess.run([path, "-c", conf, "stop"], capture_output=True, check=False)


def _answers(number: int, process: subprocess.Popen | None, log: Path, said: str = "") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and (process is None or process.poll() is None):
        with socket.socket() as caller:
            caller.settimeout(1)
            if caller.connect_ex(("127.0.0.1", number)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer on {number}: {said}{log.read_text() if log.exists() else ''}"[-3000:])


class GnuPG:
    """GnuPG with a key ring of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = program("gpg")
        self._home = folder
        folder.mkdir(mode=0o700, parents=True)

    def make(self, user_id: str) -> str:
        """A key pair without a passphrase; its fingerprint in lower case."""
        self("--passphrase", "", "--quick-gen-key", user_id, "default", "default", "never")
        listed = self("--with-colons", "--list-keys", f"={user_id}").decode()
        return next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr")).lower()

    def public(self, key: str) -> bytes:
        return self("--armor", "--export", key)

    def secret(self, key: str) -> bytes:
        return self("--armor", "--export-secret-keys", key)

    def close(self) -> None:
        """End the agent that GnuPG has started for this ring."""
        subprocess.run(
            ["gpgconf", "--homedir", self._home, "--kill", "all"], capture_output=True, check=False
        )

    def __call__(self, *arguments: str, content: bytes = b"") -> bytes:
        command = [self._program, "--homedir", self._home, "--batch", "--yes", "--trust-model", "always"]
        done = subprocess.run(
            [*command, "--pinentry-mode", "loopback", *arguments],
            input=content,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        self.said = done.stderr.decode()
        return done.stdout
