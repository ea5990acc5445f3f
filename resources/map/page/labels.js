// Names and figures on a canvas above the areas: none overlaps another, the weightier goes first.
// Text is painted as text; nothing that comes from data is ever parsed.
"use strict";

const NUDGES = [0, -0.35, 0.35, -0.68, 0.68];
const SLACK = 0.3;

// Labels in sight for which room is sought; the lesser ones of a whole country would find little.
const MOST_TRIED = 300;

// Boxes already given away, found by the squares of a grid that they touch.
class Taken {
  constructor() { this.bySquare = new Map(); }

  * squares(box) {
    for (let x = Math.floor(box[0] / 96); x <= Math.floor(box[2] / 96); x += 1) {
      for (let y = Math.floor(box[1] / 96); y <= Math.floor(box[3] / 96); y += 1) {
        yield x * 65536 + y;
      }
    }
  }

  free(box) {
    for (const square of this.squares(box)) {
      for (const o of this.bySquare.get(square) || []) {
        if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const square of this.squares(box)) {
      if (!this.bySquare.has(square)) this.bySquare.set(square, []);
      this.bySquare.get(square).push(box);
    }
  }
}

const LabelLayer = L.Layer.extend({
  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("consoleLabels"));
    this._widths = new Map();
    map.on("moveend resize", this.redraw, this);
    this.redraw();
  },

  onRemove(map) {
    map.off("moveend resize", this.redraw, this);
    this._canvas.remove();
  },

  // labels: [{point, bounds, versions, weight, size, ink, halo, first}]; marks: [LatLng]
  show(labels, marks, look) {
    if (this._look !== look) this._widths.clear();
    this._labels = [...labels].sort(
      (a, b) => b.first - a.first || b.weight - a.weight || b.size - a.size,
    );
    this._marks = marks;
    this._look = look;
    this.redraw();
  },

  redraw() {
    if (!this._map || !this._look) return;
    const size = this._map.getSize();
    const ratio = window.devicePixelRatio || 1;
    this._canvas.width = Math.round(size.x * ratio);
    this._canvas.height = Math.round(size.y * ratio);
    this._canvas.style.width = `${size.x}px`;
    this._canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(this._canvas, this._map.containerPointToLayerPoint([0, 0]));
    const context = this._canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.lineJoin = "round";
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    this._place(context, size);
  },

  _place(context, room) {
    const reach = this._look.post;
    const taken = new Taken();
    const marks = new Taken();
    for (const mark of this._marks) {
      const p = this._map.latLngToContainerPoint(mark);
      marks.take([p.x - reach, p.y - reach, p.x + reach, p.y + reach]);
    }
    let left = MOST_TRIED;
    for (const label of this._labels) {
      const at = this._map.latLngToContainerPoint(label.point);
      if (at.x < 0 || at.y < 0 || at.x > room.x || at.y > room.y) continue;
      if (left === 0) break;
      left -= 1;
      for (const lines of label.versions) {
        const slack = this._pixelsHigh(label.bounds) * SLACK;
        const box = this._spot(context, at, lines, room, taken, marks, slack);
        if (!box) continue;
        taken.take(box);
        this._paint(context, label, lines, box);
        break;
      }
    }
  },

  _pixelsHigh(bounds) {
    const above = this._map.latLngToContainerPoint(bounds.getNorthWest()).y;
    return this._map.latLngToContainerPoint(bounds.getSouthEast()).y - above;
  },

  // A label may move up or down a little, and still be read as its own region's; it rather covers
  // a mark than be left out.
  _spot(context, at, lines, room, taken, marks, slack) {
    const last = lines.length - 1;
    const width = Math.max(...lines.map((line, i) => this._width(context, line, i === last)));
    const height = this._look.line_height * lines.length;
    let covering = null;
    const left = at.x - width / 2;
    for (const nudge of NUDGES) {
      if (Math.abs(nudge) * height > slack) continue;
      const top = at.y + (nudge - 0.5) * height;
      const box = [left, top, left + width, top + height];
      const inside = left >= 0 && top >= 0 && box[2] <= room.x && box[3] <= room.y;
      if (!inside || !taken.free(box)) continue;
      if (marks.free(box)) return box;
      covering = covering || box;
    }
    return covering;
  },

  _font(bold) {
    return `${bold ? 600 : 400} ${this._look.body}px ${this._look.families}`;
  },

  _width(context, text, bold) {
    const key = `${bold}${text}`;
    if (!this._widths.has(key)) {
      context.font = this._font(bold);
      this._widths.set(key, context.measureText(text).width);
    }
    return this._widths.get(key);
  },

  _paint(context, label, lines, box) {
    const middle = (box[0] + box[2]) / 2;
    lines.forEach((line, i) => {
      context.font = this._font(i === lines.length - 1);
      const base = box[1] + this._look.line_height * i + this._look.body * 0.98;
      context.strokeStyle = label.halo;
      context.lineWidth = this._look.body * 0.32;
      context.strokeText(line, middle, base);
      context.fillStyle = label.ink;
      context.fillText(line, middle, base);
    });
  },
});
