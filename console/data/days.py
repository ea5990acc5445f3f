"""The centre's calendar: one zone, no daylight saving, so a fixed offset needs no zone database."""

from datetime import date, datetime, timedelta, timezone

CENTRE_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """Return the centre's day on which ``moment`` (aware) falls."""
    return moment.astimezone(CENTRE_ZONE).date()


def today_in_centre() -> date:
    """Return the present day in the centre."""
    return datetime.now(CENTRE_ZONE).date()
