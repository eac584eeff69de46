"""`bulou backup` and `bulou restore`: a node in a folder, each file with its hash, and back."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bulou import __version__
from bulou.entrypoints.cli.dump import NotPossible, load, save
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied

FORM = 1
MANIFEST = "manifest.json"
_BROKEN, _UNREADABLE = 1, 2
_KEYS = ("BULOU_KEY_FILE", "BULOU_JOURNAL_KEY_FILE")
_EXCHANGE = (
    "BULOU_EXCHANGE_KEY_FILE"  # without it `bulou init` makes another, and peers must be introduced anew
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--with-keys", is_flag=True, help="Keys too: whoever has the folder can then read all. 连同密钥。"
)
def backup(folder: Path, with_keys: bool) -> None:
    """Save database and files into a new FOLDER while the node runs. 备份节点。

    The keys stay outside unless asked for: keep them apart, for without them undisclosed content cannot be read.
    """
    draft = folder.with_name(f"{folder.name}.partial")
    if folder.exists() or draft.exists():
        _end(_UNREADABLE, f"{folder if folder.exists() else draft} is there already. 已存在。")
    draft.mkdir(mode=0o700, parents=True)
    try:
        save(draft)  # before the files: a row never names a file that is written later
    except NotPossible as error:
        shutil.rmtree(draft)
        _end(NEEDED_FIRST, str(error))
    if settings.BULOU_FILES.is_dir():
        shutil.copytree(settings.BULOU_FILES, draft / "files")
    if with_keys:
        (draft / "keys").mkdir(mode=0o700)
        for name in (*_KEYS, _EXCHANGE):
            if getattr(settings, name).is_file():
                shutil.copy2(getattr(settings, name), draft / "keys" / name)
    files = {file.relative_to(draft).as_posix(): _sha256(file) for file in _files(draft)}
    manifest = {
        "bulou-backup": FORM,
        "version": __version__,
        "node": settings.BULOU_NODE_NAME,
        "saved_at": datetime.now(UTC).isoformat(),
        "keys": {name: _fingerprint(getattr(settings, name)) for name in _KEYS},
        "files": files,
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    draft.rename(folder)
    click.echo(f"Saved 已备份: {folder} ({len(files)} files 个文件)")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def restore(folder: Path) -> None:
    """Bring a saved node back from FOLDER into an empty one. 恢复节点。

    Nothing is touched before every file has its hash and the keys are those the backup was made with. Exit codes:
    1 the backup is damaged, 2 it cannot be read, 3 this node is not empty or a key is missing.
    """
    manifest = _manifest(folder)
    damaged = [name for name, hash_ in manifest["files"].items() if _sha256(folder / name) != hash_]
    if damaged:
        _end(_BROKEN, f"Damaged 已损坏: {', '.join(damaged)}")
    if MigrationRecorder(connection).applied_migrations():
        _end(NEEDED_FIRST, "This node has a database already; restore into an empty one. 本节点已有数据库。")
    settings.BULOU_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    _bring_keys(folder, manifest["keys"])
    saved = next(folder.glob("database.*"))
    try:
        load(saved)
    except NotPossible as error:
        _end(NEEDED_FIRST, str(error))
    if (folder / "files").is_dir():
        shutil.copytree(folder / "files", settings.BULOU_FILES, dirs_exist_ok=True)
    _end_access()
    later = " Run `bulou init`: this version has newer migrations. 请运行 bulou init。" if unapplied() else ""
    click.echo(f"Restored 已恢复: {manifest['node']}, {manifest['saved_at']}.{later}")
    click.echo(
        "Sessions and API tokens have ended: sign in and make new ones. 会话和接口令牌均已失效，请重新登录并新建。"
    )
    click.echo("Next 下一步: bulou init, bulou check")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["bulou-backup"] != FORM or not {"keys", "files", "node", "saved_at"} <= manifest.keys():
            raise ValueError("not a backup of this form")
    except (OSError, ValueError, KeyError, TypeError) as error:
        _end(_UNREADABLE, f"{folder} cannot be read as a backup: {error}. 无法读取备份。")
    return manifest


def _bring_keys(folder: Path, fingerprints: dict[str, str]) -> None:
    for name in _KEYS:
        place: Path = getattr(settings, name)
        carried = folder / "keys" / name
        source = place if place.exists() else carried
        if not source.exists():
            _end(NEEDED_FIRST, f"Bring the key back first: {place} ({name}). 请先放回密钥。")
        if _fingerprint(source) != fingerprints[name]:
            _end(NEEDED_FIRST, f"{source} is not the key of this backup ({name}). 密钥与备份不符。")
    for name in (*_KEYS, _EXCHANGE):
        place = getattr(settings, name)
        if not place.exists() and (folder / "keys" / name).is_file():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(folder / "keys" / name, place)
            place.chmod(0o600)


def _end_access() -> None:
    # Whoever was signed out, or took a token back, since the backup must not be let in again by it (AC56).
    from django.contrib.sessions.models import Session

    from bulou.acts.tokens import end_all

    Session.objects.all().delete()  # writes: sessions are Django's, and no record of anything
    end_all()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fingerprint(key: Path) -> str:
    # Keys are 256 random bits, so that their hash tells which one it was and nothing about it.
    return hashlib.sha256(b"bulou:key\0" + key.read_bytes().strip()).hexdigest() if key.is_file() else ""


def _end(code: int, said: str) -> NoReturn:
    click.echo(said, err=True)
    raise SystemExit(code)
