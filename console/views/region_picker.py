"""The region key: a tree of the province's regions, and a field that finds one of them."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.regions import Level, Region, RegionTree
from console.domain.snapshots import PlacesSnapshot
from console.views.search_field import SearchField
from console.wall.place_search import PlaceIndex
from console.widgets.language import language

_CODE = Qt.ItemDataRole.UserRole


class RegionPicker(QWidget):
    """Offers every current region; the province stands on top and has the code ""."""

    region_chosen = Signal(str)

    region_loaded = Signal(str)
    """A region is to be prepared in the preview."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree_of_regions = RegionTree(())
        self._index = PlaceIndex(self._tree_of_regions)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._on_air = ""
        self.field = SearchField(self)
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addWidget(self.tree, 1)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._choose_current)
        self.field.left_downwards.connect(self._into_tree)
        self.tree.itemClicked.connect(self._choose)
        self._write()

    @Slot(object)
    def show_places(self, places: PlacesSnapshot) -> None:
        """Offer the regions of ``places``; what was open and found stays so."""
        if list(places.regions) == list(self._tree_of_regions):
            return
        self._tree_of_regions = places.regions
        self._index = PlaceIndex(places.regions)
        self._fill()

    def show_on_air(self, code: str) -> None:
        """Mark ``code`` as the region of the wall's region key."""
        self._on_air = code
        for item_code, item in self._items.items():
            self._write_item(item_code, item)
        on_air = self._items.get(code)
        if on_air is not None and not self.field.text():
            self.tree.setCurrentItem(on_air)

    @Slot()
    def take_current(self) -> None:
        """Choose the region that the arrow keys went to."""
        item = self.tree.currentItem()
        if item is not None:
            self.region_chosen.emit(item.data(0, _CODE))

    @Slot()
    def load_current(self) -> None:
        """Prepare the region that the arrow keys went to."""
        item = self.tree.currentItem()
        if item is not None:
            self.region_loaded.emit(item.data(0, _CODE))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    def _fill(self) -> None:
        self.tree.clear()
        self._items = {}
        province = self._tree_of_regions.province
        root = self._add(self.tree.invisibleRootItem(), "")
        if province is not None:
            for region in self._tree_of_regions.children(province.code):
                item = self._add(root, region.code)
                for child in self._tree_of_regions.descendants(region.code):
                    self._add(self._items.get(child.parent_code or "", item), child.code)
        root.setExpanded(True)
        self._filter()
        self.show_on_air(self._on_air)

    def _add(self, parent: QTreeWidgetItem, code: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent)
        item.setData(0, _CODE, code)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._items[code] = item
        self._write_item(code, item)
        return item

    def _write(self) -> None:
        self.field.setPlaceholderText(self.tr("Find a place: name, pinyin, code"))
        for code, item in self._items.items():
            self._write_item(code, item)

    def _write_item(self, code: str, item: QTreeWidgetItem) -> None:
        region = self._region(code)
        name = region.name.of(language()) if region is not None else self.tr("Whole province")
        item.setText(0, f"▶ {name}" if code == self._on_air else name)
        item.setText(1, region.code if region is not None else "")

    def _region(self, code: str) -> Region | None:
        return self._tree_of_regions.get(code) if code else self._tree_of_regions.province

    @Slot()
    def _filter(self) -> None:
        typed = self.field.text()
        found = self._index.search(typed)
        visible = {self._code_of(region) for region in found}
        for region in found:
            visible |= {
                self._code_of(above) for above in self._tree_of_regions.ancestors(region.code)
            }
        for code, item in self._items.items():
            item.setHidden(bool(typed.strip()) and code not in visible)
            item.setExpanded(code == "" or (bool(typed.strip()) and code in visible))
        best = self._items.get(self._code_of(found[0])) if found else None
        if best is not None:
            self.tree.setCurrentItem(best)

    def _code_of(self, region: Region) -> str:
        return "" if region.level is Level.PROVINCE else region.code

    @Slot()
    def _choose_current(self) -> None:
        if self._index.search(self.field.text()):
            self.take_current()
            self.field.clear()
            self.tree.setFocus()

    @Slot()
    def _into_tree(self) -> None:
        self.tree.setFocus()

    @Slot(QTreeWidgetItem, int)
    def _choose(self, item: QTreeWidgetItem, _column: int) -> None:
        self.region_chosen.emit(item.data(0, _CODE))
