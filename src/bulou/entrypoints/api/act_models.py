"""The acts as the API takes them: one schema for each, made from its dataclass, told apart by `act`.

A new act appears here by itself. What is known from the address and the token (the case, the organisation, the
person) is not asked for again.
"""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache, reduce
from inspect import cleandoc
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from django.utils import translation
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Strict,
    StrictBool,
    Tag,
    TypeAdapter,
    create_model,
)
from pydantic import Field as Described

from bulou.acts import ACTS, Act, CaseAct
from bulou.acts.act import NodeAct, OpeningAct, PersonAct
from bulou.acts.blobs import Blob, keep
from bulou.acts.permissions import Right
from bulou.acts.uploads import NoUpload, take
from bulou.entrypoints.api.moments import Day, Moment
from bulou.transport.received import unpacked

# Not sent: acts of the node and of strangers, of signing in, and the making of tokens, which would let a token outlive
# itself; reading a notice is its opening, and mail is taken in where it arrives.
NOT_HERE = frozenset(
    {
        "sign_in", "create_token", "accept_invitation", "note_oversized", "receive_canary",
        "open_notice", "write_by_mail", "take_copy",
    }
)  # fmt: skip
Address = Literal["case", "party", "none", "report", "notice"]
ADDRESSES: dict[Address, str] = {
    "case": "/api/v1/cases/{case}/acts",
    "party": "/api/v1/shared/{party_id}/acts",
    "none": "/api/v1/acts",
    "report": "/api/v1/report/acts",
    "notice": "/api/v1/notice/acts",
}
BY_RIGHT: dict[Right, Address] = {
    Right.PARTY: "party",
    Right.REPORTER: "report",
    Right.RECIPIENT: "notice",
}
LONGEST_TEXT = 1_000_000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def _writable(text: str) -> str:
    if _UNWRITABLE.search(text):
        raise ValueError("unwritable")
    return text


FURTHEST = 2**53  # beyond it JSON's numbers are no longer whole
Text = Annotated[str, Described(max_length=LONGEST_TEXT), AfterValidator(_writable)]


PLAIN: Mapping[Any, Any] = {
    str: Text,
    datetime: Moment,
    date: Day,
    bool: StrictBool,
    int: Annotated[int, Strict(), Described(ge=-FURTHEST, le=FURTHEST)],
}


class NoFile(ValueError):
    """A file of the field `field` cannot be taken: its content is not base64, or it is no finished upload of the sender's."""

    def __init__(self, field: str, reason: Literal["base64", "upload"]) -> None:
        super().__init__(field)
        self.field, self.reason = field, reason


class FileIn(BaseModel):
    """A file inside the request: its name, and its bytes in base64."""

    model_config = ConfigDict(extra="forbid", title="File")
    name: Text
    content: Annotated[str, Described(json_schema_extra={"contentEncoding": "base64"})]

    def kept(self, field: str, place: str) -> Blob:
        """The file, encrypted and on the disk. Raises NoFile."""
        content = unpacked(self.content)
        if content is None:
            raise NoFile(field, "base64")
        return keep(self.name, content)


class UploadIn(BaseModel):
    """A file that came in pieces: the last part of the address of its finished upload."""

    model_config = ConfigDict(extra="forbid", title="Upload")
    upload: Annotated[str, Described(max_length=100, pattern="^[A-Za-z0-9_-]+$")]

    def kept(self, field: str, place: str) -> Blob:
        """The file. Raises NoFile when `place` has no such upload or it is not complete."""
        try:
            return take(place, self.upload)
        except NoUpload:
            raise NoFile(field, "upload") from None


def _way(given: Any) -> str:
    """Which of the two ways a file was given, by the field that only one of them has."""
    came = "upload" in given if isinstance(given, dict) else isinstance(given, UploadIn)
    return IN_PIECES if came else INSIDE


INSIDE, IN_PIECES = "file inside", "file in pieces"  # no field of an act is called so
AnyFile = Annotated[Annotated[FileIn, Tag(INSIDE)] | Annotated[UploadIn, Tag(IN_PIECES)], Discriminator(_way)]


def offered(act: type[Act]) -> bool:
    """Whether this act can be sent over the API."""
    strangers = issubclass(act, OpeningAct) and act.right is Right.ANYONE
    return (
        act.right is not Right.SYSTEM
        and act.name not in NOT_HERE
        and not issubclass(act, NodeAct)
        and not strangers
    )


def address(act: type[Act]) -> Address:
    """What the act is sent to: a case, the room of a party, one's own report or notice, or none of them."""
    if act.right in BY_RIGHT:
        return BY_RIGHT[act.right]
    on_case = any(item.name == "case_id" for item in fields(act)) and issubclass(act, CaseAct | PersonAct)
    return "case" if on_case else "none"


def known_from_elsewhere(act: type[Act]) -> frozenset[str]:
    """The fields that address and token supply."""
    person = {"person_id"} if issubclass(act, PersonAct) else set()
    own = {Right.PARTY: {"party_id"}, Right.RECIPIENT: {"notice_id"}}.get(act.right, set())
    return frozenset({"case_id", "organisation_id"} | person | own)


def asked_fields(act: type[Act]) -> list[Field[Any]]:
    """The fields that the request itself must or may bring, in order."""
    known = known_from_elsewhere(act)
    return [item for item in fields(act) if item.name not in known]


def model_of(act: type[Act]) -> type[BaseModel]:
    """The schema of one act."""
    hints = get_type_hints(act)
    members: dict[str, Any] = {"act": (Literal[act.name], Described(description=both(act.title)))}
    for item in asked_fields(act):
        members[item.name] = (
            _type(hints[item.name], item),
            Described(**_default(item), description=_label(item)),
        )
    return create_model(
        act.__name__,
        __config__=ConfigDict(extra="forbid"),
        __doc__=" ".join(cleandoc(act.__doc__ or "").split()),
        **members,
    )


@cache
def adapter(to: Address) -> TypeAdapter[Any]:
    """What reads the body of a request: the union of the acts that are sent to this kind of address."""
    models = [model_of(act) for _name, act in sorted(ACTS.items()) if offered(act) and address(act) == to]
    union: Any = reduce(or_, models)
    return TypeAdapter(Annotated[union, Discriminator("act")])


def act_of(entered: BaseModel, place: str, **known: Any) -> Act:
    """The act that was entered, with what is known from elsewhere. Files are kept, encrypted, before the act is done.

    `place` is what the sender's uploads are bound to. Raises NoFile.
    """
    cls = ACTS[entered.act]  # type: ignore[attr-defined]
    names = {item.name for item in fields(cls)} & known_from_elsewhere(cls)
    values = {name: _as_field(name, value, place) for name, value in entered if name != "act"}
    return cls(
        **values, **{name: value for name, value in known.items() if name in names and value is not None}
    )


def _as_field(name: str, value: Any, place: str) -> Any:
    if isinstance(value, list):
        return tuple(
            item.kept(name, place) if isinstance(item, FileIn | UploadIn) else item for item in value
        )
    return value


def both(text: Any) -> str:
    """A translatable text in both languages; the schema is one document for all readers."""
    with translation.override("en"):
        en = str(text)
    with translation.override("zh-hans"):
        zh = str(text)
    return en if en == zh else f"{en} · {zh}"


def _label(item: Field[Any]) -> str | None:
    if "label" not in item.metadata:
        return None
    hint = item.metadata["hint"]
    return both(item.metadata["label"]) + (f" ({both(hint)})" if hint else "")


def _default(item: Field[Any]) -> dict[str, Any]:
    if item.default is not MISSING:
        return {"default": list(item.default) if isinstance(item.default, tuple) else item.default}
    if item.default_factory is not MISSING:
        return {"default_factory": item.default_factory}
    return {}


def _type(hint: Any, item: Field[Any]) -> Any:
    """The type of a field as JSON can carry it."""
    if choices := item.metadata.get("choices"):
        return Literal[tuple(value for value, _label in choices)]
    if get_origin(hint) in (Union, types.UnionType):
        return reduce(or_, [_type(part, item) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return list[AnyFile] if inner is Blob else list[_type(inner, item)]  # type: ignore[misc]
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return dict[str, Text]
    return PLAIN.get(hint, hint)
