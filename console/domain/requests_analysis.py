"""What the displays of analysis ask to be shown; "" is the province throughout."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReproductionRequest:
    """R and growth of a region; mean and spread of the serial interval in days.

    Where either is None, the centre's setting is taken for both.
    """

    region: str = ""
    mean_si: float | None = None
    std_si: float | None = None


@dataclass(frozen=True, slots=True)
class WarningRequest:
    """The early warning of every place in a region that reports cases by itself."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class RiskRequest:
    """The risk tiers of the places in a region; ``rule_set`` "" takes the one in force."""

    region: str = ""
    rule_set: str = ""


@dataclass(frozen=True, slots=True)
class TimelinessRequest:
    """The four earlies of a region and the places below it, by week."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class InvestigationRequest:
    """Screening and contact tracing in a region."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """Who in a region reports as expected, and who is silent."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class FacilitiesRequest:
    """Beds and intensive care in a region."""

    region: str = ""


AnalysisRequest = (
    ReproductionRequest
    | WarningRequest
    | RiskRequest
    | TimelinessRequest
    | InvestigationRequest
    | NetworkRequest
    | FacilitiesRequest
)
