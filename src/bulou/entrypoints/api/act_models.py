"""The acts as the API takes them: one schema for each, made from its dataclass, told apart by `act`.

A new act appears here by itself. What is known from the address and the token (the case, the organisation, the
person) is not asked for again.
"""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import datetime
from functools import cache, reduce
from inspect import cleandoc
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.utils import translation
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Discriminator,
    TypeAdapter,
    create_model,
)
from pydantic import Field as Described

from bulou.acts import ACTS, Act, CaseAct
from bulou.acts.act import NodeAct, OpeningAct, PersonAct
from bulou.acts.blobs import Blob, keep
from bulou.acts.permissions import Right
from bulou.transport.received import unpacked

# Not for a token: acts of the node, of strangers and reporters, of signing in, and the making of tokens, which would
# let a token outlive itself.
NOT_HERE = frozenset({"sign_in", "create_token", "accept_invitation", "note_oversized", "receive_canary"})
NOT_OFFERED = frozenset({Right.SYSTEM, Right.REPORTER, Right.RECIPIENT})
Address = Literal["case", "party", "none"]
ADDRESSES: dict[Address, str] = {
    "case": "/api/v1/cases/{case}/acts",
    "party": "/api/v1/shared/{party_id}/acts",
    "none": "/api/v1/acts",
}
LONGEST_TEXT = 1_000_000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def _writable(text: str) -> str:
    if _UNWRITABLE.search(text):
        raise ValueError("unwritable")
    return text


Text = Annotated[str, Described(max_length=LONGEST_TEXT), AfterValidator(_writable)]


class FileIn(BaseModel):
    """A file inside the request: its name, and its bytes in base64."""

    model_config = ConfigDict(extra="forbid", title="File")
    name: Text
    content: Annotated[str, Described(json_schema_extra={"contentEncoding": "base64"})]

    def kept(self) -> Blob:
        """The file, encrypted and on the disk. Raises ValueError when its content is not base64."""
        content = unpacked(self.content)
        if content is None:
            raise ValueError(f"{self.name} is not base64")
        return keep(self.name, content)


def offered(act: type[Act]) -> bool:
    """Whether this act can be sent over the API."""
    strangers = issubclass(act, OpeningAct) and act.right is Right.ANYONE
    return (
        act.right not in NOT_OFFERED
        and act.name not in NOT_HERE
        and not issubclass(act, NodeAct)
        and not strangers
    )


def address(act: type[Act]) -> Address:
    """What the act is sent to: a case, the room in which one takes part as a party, or neither."""
    if act.right is Right.PARTY:
        return "party"
    on_case = any(item.name == "case_id" for item in fields(act)) and issubclass(act, CaseAct | PersonAct)
    return "case" if on_case else "none"


def known_from_elsewhere(act: type[Act]) -> frozenset[str]:
    """The fields that address and token supply."""
    person = {"person_id"} if issubclass(act, PersonAct) else set()
    party = {"party_id"} if act.right is Right.PARTY else set()
    return frozenset({"case_id", "organisation_id"} | person | party)


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


def act_of(entered: BaseModel, **known: Any) -> Act:
    """The act that was entered, with what is known from elsewhere. Files are kept, encrypted, before the act is done.

    Raises ValueError when a file is not base64.
    """
    cls = ACTS[entered.act]  # type: ignore[attr-defined]
    names = {item.name for item in fields(cls)}
    values = {name: _as_field(value) for name, value in entered if name != "act"}
    return cls(
        **values, **{name: value for name, value in known.items() if name in names and value is not None}
    )


def _as_field(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(item.kept() if isinstance(item, FileIn) else item for item in value)
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
        return list[FileIn] if inner is Blob else list[_type(inner, item)]  # type: ignore[misc]
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return dict[str, Text]
    return {str: Text, datetime: AwareDatetime, UUID: UUID, bool: bool, int: int}.get(hint, hint)
