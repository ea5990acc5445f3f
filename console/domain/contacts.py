"""Who can be called: the posts of a region and the experts on the roster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console.domain.calls import Party, PartyKind
from console.domain.posts import KIND_WORDS, Post
from console.domain.provenance import Provenance
from console.domain.regions import Level, RegionTree
from console.domain.requests import ExpertsRequest
from console.domain.wording import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert as the database holds one; ``call_url`` may hold a password.

    Attributes:
        code: Its key.
        name: The name.
        speciality: What he or she is asked about.
        institution: Where he or she works.
        call_url: Address of the calls, "" = none.
        phone: The telephone, "" = none.
        on_call_from: When the duty begins; None = it has no beginning.
        on_call_to: When it ends; None = it has no end.
    """

    code: str
    name: str
    speciality: str
    institution: str
    call_url: str = field(default="", repr=False)
    phone: str = ""
    on_call_from: datetime | None = None
    on_call_to: datetime | None = None

    def is_on_call(self, now: datetime) -> bool:
        """Return whether the roster has this expert on duty at ``now``; without times, never."""
        if self.on_call_from is None and self.on_call_to is None:
            return False
        begun = self.on_call_from is None or self.on_call_from <= now
        return begun and (self.on_call_to is None or now < self.on_call_to)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExpertsSnapshot:
    """Every expert that the database holds."""

    request: ExpertsRequest
    provenance: Provenance
    experts: tuple[Expert, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A party to call; ``reason`` says why, where it is not what was asked for."""

    party: Party
    reason: Text = NOTHING


def party_of_post(post: Post) -> Party:
    """Return ``post`` as it is called."""
    duty = KIND_WORDS.get(post.kind, Text(post.kind, post.kind))
    return Party(post.code, PartyKind.POST, post.name, post.region, duty, post.call_url, post.phone)


def party_of_expert(expert: Expert) -> Party:
    """Return ``expert`` as he or she is called."""
    name, duty = expert.name, f"{expert.speciality} · {expert.institution}"
    return Party(
        expert.code,
        PartyKind.EXPERT,
        Text(name, name),
        "",
        Text(duty, duty),
        expert.call_url,
        expert.phone,
    )


def offer_for(region: str, posts: Sequence[Post], tree: RegionTree) -> Offer | None:
    """Return whom to call about ``region`` ("" = the province).

    Its own post; where it has none, its prefecture's; where that has none, the province's. Posts
    that are expected to be there come first. None where none of them has a post.
    """
    province = tree.province
    asked = tree.canonical(region) if region else province.code if province else ""
    above = [place.code for place in tree.ancestors(asked) if place.level is not Level.UNASSIGNED]
    for code in (asked, *above):
        there = [post for post in posts if post.region == code]
        if there:
            post = min(there, key=lambda post: (not post.expected, post.rank))
            return Offer(party_of_post(post), _reason(asked, code, post, tree))
    return None


def _reason(asked: str, found: str, post: Post, tree: RegionTree) -> Text:
    if asked == found:
        return NOTHING
    place = tree.name(asked)
    return Text(
        f"{place.zh}未设指挥点位，改呼{post.name.zh}",
        f"{place.en} has no post; {post.name.en} is offered",
    )


def find_experts(experts: Iterable[Expert], words: str, now: datetime) -> tuple[Expert, ...]:
    """Return the experts whose speciality, name or institution holds every one of ``words``.

    Those on call come first, then those who can be reached at all; among them by speciality.
    """
    wanted = words.casefold().split()

    def fits(expert: Expert) -> bool:
        text = f"{expert.speciality} {expert.name} {expert.institution}".casefold()
        return all(word in text for word in wanted)

    def order(expert: Expert) -> tuple[bool, bool, str, str]:
        reachable = bool(expert.call_url or expert.phone)
        return not expert.is_on_call(now), not reachable, expert.speciality, expert.code

    return tuple(sorted(filter(fits, experts), key=order))
