"""Live feeds of the run: their service, and the hub that brings them to the windows."""

from PySide6.QtCore import QObject, Slot

from console.domain.posts import PostsSnapshot, feed_posts
from console.live.feeds import FeedService
from console.settings import VideoSettings
from console.video.wall_budget import LoadLimits
from console.views.feed_hub import FeedHub

_STOP_SECONDS = 3.0

_RESTORE = 2 / 3
"""Part of the load limit below which feeds that were shed come back."""


class LiveFeeds(QObject):
    """Owns the feeds of all windows.

    Attributes:
        service: Runs the feeds that somebody watches.
        hub: Serves the canvases of all windows.
    """

    def __init__(self, settings: VideoSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = FeedService(
            also_allowed=settings.also_allowed,
            limits=LoadLimits(high=settings.shed_above, low=settings.shed_above * _RESTORE),
            parent=self,
        )
        self.hub = FeedHub(self.service, self)
        self.service.status_changed.connect(self.hub.show_status)

    @Slot(object)
    def take_posts(self, posts: PostsSnapshot) -> None:
        """Know the posts anew; feeds whose addresses stayed go on."""
        self.service.set_posts(feed_posts(posts.posts))
        self.hub.match()

    def stop(self) -> None:
        """End every feed within its deadline."""
        self.hub.stop()
        self.service.stop(_STOP_SECONDS)
