"""What can be set, of which kind and within which limits."""

import locale
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from typing_extensions import override

from console.domain.analysis_basis import AnalysisBasis
from console.domain.truth import FreshnessLimits
from console.domain.wording import Lang


def system_language() -> Lang:
    """Return Chinese where the system speaks it, and English elsewhere."""
    if sys.platform == "win32":
        name = locale.getlocale()[0] or ""
    else:
        wishes = (os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
        name = next(filter(None, wishes), "")
    return Lang.ZH if name.lower().startswith(("zh", "chinese")) else Lang.EN


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DatabaseSettings(_Section):
    """The central database."""

    url: str
    poll_seconds: float = Field(ge=0.5, le=300)


class FreshnessSettings(_Section):
    """The ages, in seconds or reporting rhythms, at which figures stop being LIVE."""

    late_after_seconds: float = Field(gt=0)
    stale_after_seconds: float = Field(gt=0)
    lost_after_seconds: float = Field(gt=0)
    late_rhythms: float = Field(ge=1)
    stale_rhythms: float = Field(ge=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        silences = (self.late_after_seconds, self.stale_after_seconds, self.lost_after_seconds)
        if list(silences) != sorted(silences) or self.late_rhythms > self.stale_rhythms:
            raise ValueError("not_rising")
        return self

    @property
    def limits(self) -> FreshnessLimits:
        """The same as the truth rules want it."""
        return FreshnessLimits(
            timedelta(seconds=self.late_after_seconds),
            timedelta(seconds=self.stale_after_seconds),
            timedelta(seconds=self.lost_after_seconds),
            self.late_rhythms,
            self.stale_rhythms,
        )


class WallSettings(_Section):
    """What the wall shows at the start: all screens but the desk's if 0, the first scene if "".

    ``safe`` names the scene of the safe key, "" = the first; ``name`` the wall, for its record.
    """

    name: str = Field(min_length=1, max_length=64)
    safe: str
    screens: int = Field(ge=0, le=64)
    outputs: tuple[str, ...]
    scene: str
    region: str = Field(min_length=1)


class MapSettings(_Section):
    """The boundary files, and the map review number (审图号) that is printed on the map."""

    prefectures: Path
    counties: Path
    review_number: str


class MaterialsSettings(_Section):
    """How far ahead gaps are computed, in days."""

    horizon_days: int = Field(ge=1, le=90)


class AnalysisSettings(_Section):
    """The serial interval, in days, and the targets of the four earlies, in hours (0 = none)."""

    serial_mean: float = Field(gt=1, le=30)
    serial_std: float = Field(gt=0, le=30)
    report_hours: float = Field(ge=0, le=8784)
    isolation_hours: float = Field(ge=0, le=8784)
    treatment_hours: float = Field(ge=0, le=8784)

    @property
    def basis(self) -> AnalysisBasis:
        """The same as the analyses want it."""
        targets = (self.report_hours, self.isolation_hours, self.treatment_hours)
        return AnalysisBasis(self.serial_mean, self.serial_std, targets)


class VideoSettings(_Section):
    """Which addresses of feeds are taken besides RTSP, and the load above which feeds are shed."""

    allow_http: bool
    allow_file: bool
    shed_above: float = Field(gt=0, le=1)

    @property
    def also_allowed(self) -> frozenset[str]:
        """The schemes of addresses that are taken besides RTSP's."""
        http = {"http", "https"} if self.allow_http else set()
        return frozenset(http | ({"file"} if self.allow_file else set()))


class CallsSettings(_Section):
    """Who this console is in calls, where calls may go, and which devices they use."""

    station: str = Field(min_length=1, max_length=64)
    name_zh: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    hosts: tuple[str, ...]
    allow_http: bool
    ice: tuple[str, ...]
    camera: str
    microphone: str
    send_to: str
    meetings: tuple[str, ...]
    meeting_hosts: tuple[str, ...]


class Settings(BaseSettings):
    """Every setting there is; ``resources/defaults.toml`` says what each means."""

    model_config = SettingsConfigDict(
        env_prefix="CONSOLE_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        extra="forbid",
        frozen=True,
    )

    language: Literal["auto", "zh", "en"]
    database: DatabaseSettings
    freshness: FreshnessSettings
    wall: WallSettings
    map: MapSettings
    materials: MaterialsSettings
    video: VideoSettings
    analysis: AnalysisSettings
    calls: CallsSettings

    @property
    def lang(self) -> Lang:
        """The language to speak."""
        return system_language() if self.language == "auto" else Lang(self.language)

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values as given: the sources are merged key by key in loading.py."""
        return (init_settings,)
