"""Live feeds: their states, and what each state means for whoever watches."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.truth import Truth
from console.domain.wording import NOTHING, Text


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
    NO_ROUTE = "no_route"
    CONNECTION_REFUSED = "connection_refused"
    NO_ANSWER = "no_answer"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NO_SUCH_STREAM = "no_such_stream"
    NO_MEDIA = "no_media"
    NOT_DECODABLE = "not_decodable"
    ENDED = "ended"


FAULT_WORDS = {
    FeedFault.NONE: NOTHING,
    FeedFault.BAD_ADDRESS: Text("地址无效", "Bad address"),
    FeedFault.NO_ROUTE: Text("网络不可达", "No route to the post"),
    FeedFault.CONNECTION_REFUSED: Text("端口无服务", "Nothing listens at the port"),
    FeedFault.NO_ANSWER: Text("无应答", "No answer"),
    FeedFault.UNAUTHORIZED: Text("口令错误（401）", "Wrong password (401)"),
    FeedFault.FORBIDDEN: Text("无权访问（403）", "Not allowed (403)"),
    FeedFault.NO_SUCH_STREAM: Text("没有此路视频（404）", "No such stream (404)"),
    FeedFault.NO_MEDIA: Text("已接通但无媒体", "Connected, but nothing is sent"),
    FeedFault.NOT_DECODABLE: Text("无法解码", "Cannot be decoded"),
    FeedFault.ENDED: Text("对端已关闭", "Closed by the other side"),
}

FAULT_REMEDIES = {
    FeedFault.NONE: NOTHING,
    FeedFault.BAD_ADDRESS: Text("请改正点位地址。", "Correct the post's address."),
    FeedFault.NO_ROUTE: Text("请检查专线与路由。", "Check the line and the routing."),
    FeedFault.CONNECTION_REFUSED: Text(
        "请检查摄像机或流媒体服务是否启动、端口是否正确。",
        "Check that the camera or media server runs, and the port.",
    ),
    FeedFault.NO_ANSWER: Text("请联系点位检查设备。", "Ask the post to check its device."),
    FeedFault.UNAUTHORIZED: Text("请更新该点位的口令。", "Renew the password for this post."),
    FeedFault.FORBIDDEN: Text("请向点位申请权限。", "Ask the post for the right to watch."),
    FeedFault.NO_SUCH_STREAM: Text("请核对码流路径。", "Check the path of the stream."),
    FeedFault.NO_MEDIA: Text("请联系点位重启编码器。", "Ask the post to restart its encoder."),
    FeedFault.NOT_DECODABLE: Text("请改用 H.264 或 H.265。", "Use H.264 or H.265."),
    FeedFault.ENDED: Text("将自动重连。", "It is called again by itself."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFigures:
    """What is kept of a feed: rates a second, counts, ages; None = not known."""

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

    ``since`` is when the state began; ``last_frame_at`` when the last new picture was decoded.
    """

    post: str
    stream: Stream
    state: FeedState
    since: datetime
    last_frame_at: datetime | None = None
    fault: FeedFault = FeedFault.NONE
    figures: FeedFigures = FeedFigures()
