"""What a command post must be before it is saved, and addresses that show no password."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.regions import RegionTree
from console.domain.secrets import BLACKED_OUT, has_password, redact
from console.domain.wording import Text

AddressCheck = Callable[[str], ConsoleError | None]
"""Says what is wrong with an address of a picture; None = nothing."""

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,31}")
_PHONE = re.compile(r"[0-9+()（）\-/, 转ext.]{0,64}")
_NAME_LENGTH, _KIND_LENGTH, _ADDRESS_LENGTH = 200, 32, 500


@dataclass(frozen=True, slots=True)
class PostFault:
    """What is wrong in one field of the form, and what to do."""

    field: str
    problem: Text
    remedy: Text


def shown_address(stored: str) -> str:
    """Return a stored address as the form shows it: its password is blacked out."""
    return redact(stored)


def typed_address(typed: str, stored: str) -> str:
    """Return the address that is meant by ``typed``, where the form showed ``stored`` redacted.

    The stars stand for the stored password, but only at the host that it was stored for: whoever
    may edit posts could have it sent elsewhere otherwise.

    Raises:
        ValueError: The stars are left in an address of another host.
    """
    typed = typed.strip()
    if typed == shown_address(stored):
        return stored
    if BLACKED_OUT not in typed:
        return typed
    parts = urlsplit(stored)
    new = urlsplit(typed)
    same = (new.scheme, new.hostname, new.port, new.username) == (
        parts.scheme, parts.hostname, parts.port, parts.username
    )  # fmt: skip
    if not same or new.password != BLACKED_OUT or BLACKED_OUT in new.path + new.query:
        raise ValueError(BLACKED_OUT)
    kept = parts.netloc.rpartition("@")[0]
    return new._replace(netloc=f"{kept}@{new.netloc.rpartition('@')[2]}").geturl()


def faults_of(
    post: Post, taken: Collection[str], regions: RegionTree, check: AddressCheck
) -> tuple[PostFault, ...]:
    """Return what is wrong with ``post``, field by field in the order of the form.

    Args:
        post: As it would be saved.
        taken: Codes of other posts.
        regions: The regions there are.
        check: Judges the addresses of its pictures.
    """
    found = (
        _code_fault(post.code, taken),
        _region_fault(post.region, regions),
        _name_fault("name_zh", post.name.zh, needed=True),
        _name_fault("name_en", post.name.en, needed=False),
        _kind_fault(post.kind),
        _address_fault("main_url", post.main_url, check),
        _address_fault("sub_url", post.sub_url, check),
        _call_fault(post.call_url),
        _phone_fault(post.phone),
    )
    return tuple(fault for fault in found if fault is not None)


def stars_fault(field: str) -> PostFault:
    """Return the fault of an address whose stars stand for no stored password."""
    return PostFault(
        field,
        Text("换了主机，原口令不再沿用。", "The host is another one: its password is not kept."),
        Text(f"请把 {BLACKED_OUT} 改成新口令。", f"Type the password in place of {BLACKED_OUT}."),
    )


def keeps_password(stored: str) -> bool:
    """Say whether ``stored`` holds a password that the form does not show."""
    return has_password(stored)


def _code_fault(code: str, taken: Collection[str]) -> PostFault | None:
    if not _CODE.fullmatch(code):
        return PostFault(
            "code",
            Text("编号为空或含非法字符。", "The code is empty or holds forbidden characters."),
            Text(
                "请用字母、数字、-、_、.，最多 32 个，例如 P220282。",
                "Use letters, digits, - _ and ., 32 at most, as in P220282.",
            ),
        )
    if code in taken:
        return PostFault(
            "code",
            Text(f"编号 {code} 已有点位。", f"There is a post {code} already."),
            Text("请换一个编号，或在列表中修改原点位。", "Choose another, or edit that post."),
        )
    return None


def _region_fault(code: str, regions: RegionTree) -> PostFault | None:
    region = regions.get(code)
    if region is not None and not region.successor_code:
        return None
    return PostFault(
        "region",
        Text("没有选择有效地区。", "No region in force is chosen."),
        Text("请从列表中选择地区。", "Choose one of the list."),
    )


def _name_fault(field: str, name: str, *, needed: bool) -> PostFault | None:
    if (name or not needed) and len(name) <= _NAME_LENGTH and (name.isprintable() or not name):
        return None
    return PostFault(
        field,
        Text("名称为空、过长或含非法字符。", "The name is empty, too long or not plain text."),
        Text(f"请填写不超过 {_NAME_LENGTH} 字。", f"Type up to {_NAME_LENGTH} characters."),
    )


def _kind_fault(kind: str) -> PostFault | None:
    if kind and len(kind) <= _KIND_LENGTH and kind.isprintable():
        return None
    return PostFault(
        "kind",
        Text("没有填写类型。", "The kind is missing or too long."),
        Text("请选择类型，或填写不超过 32 字。", "Choose one, or type up to 32 characters."),
    )


def _address_fault(field: str, address: str, check: AddressCheck) -> PostFault | None:
    error = check(address) if address else None
    return PostFault(field, error.problem, error.remedy) if error is not None else None


def _call_fault(address: str) -> PostFault | None:
    if not address:
        return None
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"https", "http", "sip", "sips"} and len(address) <= _ADDRESS_LENGTH
    except ValueError:
        good = False
    if good and address.isprintable():
        return None
    return PostFault(
        "call_url",
        Text("会商地址无效。", "The address for calls is not valid."),
        Text("请填写 https:// 或 sip: 开头的地址。", "Type one that begins with https:// or sip:."),
    )


def _phone_fault(phone: str) -> PostFault | None:
    if _PHONE.fullmatch(phone):
        return None
    return PostFault(
        "phone",
        Text("电话含非法字符或过长。", "The telephone holds forbidden characters or is too long."),
        Text("例如 0432-1234567 转 8。", "As in 0432-1234567."),
    )
