"""The centre's calendar."""

from datetime import date, datetime

from console.domain.centre import CENTRE_ZONE

__all__ = ["CENTRE_ZONE", "day_of", "today_in_centre"]


def day_of(moment: datetime) -> date:
    """Return the centre's day on which ``moment`` (aware) falls."""
    return moment.astimezone(CENTRE_ZONE).date()


def today_in_centre() -> date:
    """Return the present day in the centre."""
    return datetime.now(CENTRE_ZONE).date()
