"""The centre's time zone: no daylight saving, so a fixed offset needs no zone database."""

from datetime import timedelta, timezone

CENTRE_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
