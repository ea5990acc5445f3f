"""Live feeds: their states, and what each state means for whoever watches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Text

if TYPE_CHECKING:  # numpy takes a quarter of a second, and the command line asks for words only
    import numpy as np
    import numpy.typing as npt


class Stream(StrEnum):
    """Which of a post's two streams is taken; the sub stream is smaller and marked SD."""

    MAIN = "main"
    SUB = "sub"


class FeedState(StrEnum):
    """State of one feed, seen from outside its worker."""

    IDLE = "idle"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    NOT_MOVING = "not_moving"
    DOWN = "down"
    REFUSED = "refused"


FEED_WORDS = {
    FeedState.IDLE: Text("未启用", "Off"),
    FeedState.CONNECTING: Text("连接中", "Connecting"),
    FeedState.LIVE: Text("实时", "Live"),
    FeedState.STALE: Text("无新画面", "No new frames"),
    FeedState.NOT_MOVING: Text("画面静止", "Picture not moving"),
    FeedState.DOWN: Text("中断", "Down"),
    FeedState.REFUSED: Text("被拒绝", "Refused"),
}

#: The truth mark of a tile that shows a feed in this state: only moving, decoded pictures are LIVE.
TRUTH_OF_FEED = {
    FeedState.IDLE: Truth.LOST,
    FeedState.CONNECTING: Truth.LOST,
    FeedState.LIVE: Truth.LIVE,
    FeedState.STALE: Truth.STALE,
    FeedState.NOT_MOVING: Truth.STALE,
    FeedState.DOWN: Truth.LOST,
    FeedState.REFUSED: Truth.LOST,
}


class FeedFault(StrEnum):
    """Why a feed does not come, as far as it can be told from here."""

    NONE = "none"
    BAD_ADDRESS = "bad_address"
    NO_SUCH_HOST = "no_such_host"
    NO_ROUTE = "no_route"
    CONNECTION_REFUSED = "connection_refused"
    NO_ANSWER = "no_answer"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NO_SUCH_STREAM = "no_such_stream"
    SERVER_ERROR = "server_error"
    NOT_RTSP = "not_rtsp"
    NO_MEDIA = "no_media"
    NO_KEY_FRAME = "no_key_frame"
    LATE = "late"
    NOT_DECODABLE = "not_decodable"
    ENDED = "ended"


FAULT_WORDS = {
    FeedFault.NONE: NOTHING,
    FeedFault.BAD_ADDRESS: Text("地址无效", "Bad address"),
    FeedFault.NO_SUCH_HOST: Text("主机名无法解析", "Unknown host name"),
    FeedFault.NO_ROUTE: Text("网络不可达", "No route to the post"),
    FeedFault.CONNECTION_REFUSED: Text("端口无服务", "Nothing listens at the port"),
    FeedFault.NO_ANSWER: Text("无应答", "No answer"),
    FeedFault.UNAUTHORIZED: Text("口令错误（401）", "Wrong password (401)"),
    FeedFault.FORBIDDEN: Text("无权访问（403）", "Not allowed (403)"),
    FeedFault.NO_SUCH_STREAM: Text("没有此路视频（404）", "No such stream (404)"),
    FeedFault.SERVER_ERROR: Text("对端故障或忙", "The other side is busy or faulty"),
    FeedFault.NOT_RTSP: Text("应答不是视频服务", "What answers is no video server"),
    FeedFault.NO_MEDIA: Text("已接通但无媒体", "Connected, but nothing is sent"),
    FeedFault.NO_KEY_FRAME: Text("等待关键帧", "Waiting for a key frame"),
    FeedFault.LATE: Text("画面滞后", "Pictures come late"),
    FeedFault.NOT_DECODABLE: Text("无法解码", "Cannot be decoded"),
    FeedFault.ENDED: Text("对端已关闭", "Closed by the other side"),
}

FAULT_REMEDIES = {
    FeedFault.NONE: NOTHING,
    FeedFault.BAD_ADDRESS: Text("请改正点位地址。", "Correct the post's address."),
    FeedFault.NO_SUCH_HOST: Text(
        "请核对主机名，或改填 IP 地址。", "Check the host name, or give the IP address."
    ),
    FeedFault.NO_ROUTE: Text("请检查专线与路由。", "Check the line and the routing."),
    FeedFault.CONNECTION_REFUSED: Text(
        "请检查摄像机或流媒体服务是否启动、端口是否正确。",
        "Check that the camera or media server runs, and the port.",
    ),
    FeedFault.NO_ANSWER: Text("请联系点位检查设备。", "Ask the post to check its device."),
    FeedFault.UNAUTHORIZED: Text("请更新该点位的口令。", "Renew the password for this post."),
    FeedFault.FORBIDDEN: Text("请向点位申请权限。", "Ask the post for the right to watch."),
    FeedFault.NO_SUCH_STREAM: Text("请核对码流路径。", "Check the path of the stream."),
    FeedFault.SERVER_ERROR: Text(
        "请检查设备的同时观看数与运行状态。", "Check the device's health and its number of viewers."
    ),
    FeedFault.NOT_RTSP: Text("请核对端口与协议。", "Check the port and the kind of service."),
    FeedFault.NO_MEDIA: Text("请联系点位重启编码器。", "Ask the post to restart its encoder."),
    FeedFault.NO_KEY_FRAME: Text(
        "请把编码器的关键帧间隔设为 1 至 2 秒。",
        "Set the encoder's key-frame interval to one or two seconds.",
    ),
    FeedFault.LATE: Text(
        "正在追赶；若持续，请检查线路与本机负载。",
        "It is catching up; if it lasts, check the line and this machine's load.",
    ),
    FeedFault.NOT_DECODABLE: Text("请改用 H.264 或 H.265。", "Use H.264 or H.265."),
    FeedFault.ENDED: Text("将自动重连。", "It is called again by itself."),
}


@dataclass(frozen=True, slots=True)
class FeedPost:
    """A post that sends pictures, with its addresses as the database holds them, unchecked.

    An address is ``rtsp://…`` or, for a demonstration, ``demo:…``; empty means that there is none.
    Neither shows in ``repr``: they may hold a password.
    """

    code: str
    name: Text
    main: str = field(repr=False)
    sub: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FeedWish:
    """How a viewer wants to see a post.

    Attributes:
        size: Width and height of the tile, in device pixels.
        stream: The stream to take whatever the size and load; None = choose by them.
        focus: Whether somebody looks at this one: it is never shed.
    """

    size: tuple[int, int]
    stream: Stream | None = None
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A decoded picture, fitted into its tile.

    Attributes:
        array: BGRA, shape (height, width, 4), C-contiguous; unchanged until the next ``take()``.
        moment: When it was decoded, in seconds of the monotonic clock.
        at: The same moment, aware.
        sequence: Grows with every decoded picture, shown or not.
        live_until: The last moment, on the same clock, at which a cell may call it LIVE, though
            nothing more be heard of its feed; judged where it was decoded.
    """

    array: "npt.NDArray[np.uint8]"
    moment: float
    at: datetime
    sequence: int
    live_until: float


class FrameSource(Protocol):
    """Where a painter fetches the pictures of one tile; never blocks."""

    def take(self) -> Frame | None:
        """Return the newest picture, or None if there is none since the last call."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFigures:
    """What is kept of a feed: rates a second, counts, ages; None = not known.

    ``dropped`` counts pictures that the stream's own times show to be missing. ``delay`` is from
    the sender's clock to decoding, where the stream carries that clock and it can be right.
    """

    decoded_fps: float = 0.0
    painted_fps: float = 0.0
    dropped: int = 0
    delay: timedelta | None = None
    reconnects_last_hour: int = 0
    lost_today: timedelta = timedelta(0)
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """State of one post's feed, sent when it changes.

    ``since`` is when the state began; ``last_frame_at`` when the last new picture was decoded;
    ``reduced`` tells that fewer pictures are shown than come, to save load.
    """

    post: str
    stream: Stream
    state: FeedState
    since: datetime
    last_frame_at: datetime | None = None
    fault: FeedFault = FeedFault.NONE
    figures: FeedFigures = FeedFigures()
    demo: bool = False
    reduced: bool = False


def truth_of_feed(status: FeedStatus) -> TruthMark:
    """Return the truth mark of a tile that shows this feed; demonstration pictures say so."""
    truth = TRUTH_OF_FEED[status.state]
    if truth is Truth.LIVE:
        return TruthMark(Truth.DEMO if status.demo else truth, None, demo=status.demo)
    return TruthMark(truth, status.last_frame_at or status.since, demo=status.demo)


def picture_words(status: FeedStatus) -> Text:
    """Return what a saved picture of this feed is to be called: one that was not live says so."""
    state = FEED_WORDS[status.state]
    demo = Text("（演示）", " (demonstration)") if status.demo else Text("", "")
    if status.state is FeedState.LIVE:
        return Text(f"截图{demo.zh}：{state.zh}", f"Picture{demo.en}: {state.en}")
    return Text(
        f"截图{demo.zh}，非实时画面：{state.zh}",
        f"Picture{demo.en}, not live: {state.en}",
    )


class FeedSupply(Protocol):
    """Who gives live pictures to the windows; used on the GUI thread, never blocks."""

    def watch(self, wishes: Mapping[str, FeedWish], viewer: str) -> None:
        """Show exactly these posts to ``viewer``; {} = none."""
        ...

    def slot(self, post: str, viewer: str) -> FrameSource | None:
        """Return where ``viewer`` takes the pictures of ``post``; None = it does not watch it."""
        ...

    def status(self, post: str) -> FeedStatus:
        """Return the state and figures of ``post`` at this moment."""
        ...
