"""What the analyses rest on beside the data: settings of the centre, said beside every result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnalysisBasis:
    """The centre's choices.

    Attributes:
        serial_mean: Mean serial interval in days, above 1; the default is that of Du et al. 2020
            (Emerg Infect Dis 26:1341).
        serial_std: Its standard deviation in days, above 0.
        targets: Hours within which a report should follow onset, isolation the report, and
            treatment isolation; 0 = no target is set.
    """

    serial_mean: float = 3.96
    serial_std: float = 4.75
    targets: tuple[float, float, float] = (48.0, 24.0, 24.0)
