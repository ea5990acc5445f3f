// The explorable map: folium made the page and its areas once; what changes is pushed to
// consoleMap.apply(), and what the viewer does is told through the channel.
"use strict";

const consoleMap = (() => {
  const map = window.map_console;
  const layers = { prefecture: window.geo_json_prefecture, county: window.geo_json_county };
  const areas = { prefecture: [], county: [] };
  const state = { level: null, classes: [], unit: "", posts: [], selected: null, hover: -1 };
  const labels = new LabelLayer();
  let bridge = null;
  let look = null;
  let home = null;
  let atHome = true;
  let marks = [];
  let bubble = null;
  let outlines = null;
  let labelsDue = false;

  function build() {
    map.createPane("consoleOutlines").style.zIndex = 450;
    map.getPane("consoleOutlines").style.pointerEvents = "none";
    map.createPane("consoleLabels").style.zIndex = 650;
    map.getPane("consoleLabels").style.pointerEvents = "none";
    outlines = {
      canvas: L.canvas({ pane: "consoleOutlines" }),
      borders: L.layerGroup().addTo(map),
      hover: L.layerGroup().addTo(map),
      selected: L.layerGroup().addTo(map),
    };
    for (const [level, group] of Object.entries(layers)) {
      group.remove();
      group.eachLayer((layer) => {
        const { i, at } = layer.feature.properties;
        const bounds = layer.getBounds();
        areas[level][i] = { layer, point: L.latLng(at[1], at[0]), bounds, size: extent(bounds) };
      });
      group.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        tell("choose", event.layer.feature.properties.i);
      });
      group.on("mouseover", (event) => point(event.layer.feature.properties.i));
      group.on("mouseout", () => point(-1));
    }
    bubble = document.createElement("div");
    bubble.className = "bubble";
    bubble.append(...["span", "b", "small"].map((part) => document.createElement(part)));
    map.getContainer().append(bubble);
    map.on("click", () => tell("choose", -1));
    map.on("dblclick", goHome);
    map.on("dragstart", () => { atHome = false; });
    map.on("zoomend moveend", placeBubble);
    map.on("resize", () => { if (atHome) goHome(); });
    map.getContainer().addEventListener("wheel", () => { atHome = false; }, { passive: true });
    labels.addTo(map);
    addHomeButton();
    document.addEventListener("keydown", press);
    for (const type of ["dragover", "drop", "contextmenu"]) {
      document.addEventListener(type, (event) => event.preventDefault());
    }
  }

  function extent(bounds) {
    return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
  }

  function addHomeButton() {
    map.zoomControl.setPosition("topright");
    const zoom = map.zoomControl.getContainer();
    const button = L.DomUtil.create("a", "console-home", zoom);
    button.textContent = "⌂";
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", goHome);
    for (const link of zoom.querySelectorAll("a")) {
      link.removeAttribute("href");
      link.removeAttribute("title");
      link.addEventListener("click", () => { if (link !== button) atHome = false; });
    }
  }

  function tell(what, value) {
    if (bridge) bridge[what](value);
  }

  function press(event) {
    if (event.key === "+" || event.key === "=") zoomBy(0.5);
    else if (event.key === "-") zoomBy(-0.5);
    else if (event.key === "0" || event.key === "Home") goHome();
    else if (/^(Arrow(Left|Right|Up|Down)|Enter|Escape)$/.test(event.key)) tell("press", event.key);
    else return;
    event.preventDefault();
  }

  function zoomBy(steps) {
    atHome = false;
    map.setZoom(map.getZoom() + steps, { animate: false });
  }

  function goHome() {
    if (!home) return;
    const size = map.getSize();
    if (size.x < 2 || size.y < 2) return;
    atHome = true;
    map.options.minZoom = 0;
    map.setMaxBounds(null);
    map.fitBounds(home, { padding: [look.margin, look.margin], animate: false });
    const zoom = map.getZoom();
    map.options.minZoom = zoom - 0.5;
    map.options.maxZoom = zoom + 5;
    map.setMaxBounds(home.pad(0.5));
  }

  function hatching(fill) {
    const side = look.hatch;
    const tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const context = tile.getContext("2d");
    context.fillStyle = look.raised;
    context.fillRect(0, 0, side, side);
    context.strokeStyle = fill;
    context.lineWidth = Math.max(1.5, side / 5);
    for (const shift of [-side, 0, side]) {
      context.beginPath();
      context.moveTo(shift - 1, side + 1);
      context.lineTo(shift + side + 1, -1);
      context.stroke();
    }
    return context.createPattern(tile, "repeat");
  }

  function current() {
    return state.level ? areas[state.level] : [];
  }

  function restyle(area) {
    const klass = state.classes[area.klass || 0];
    area.layer.setStyle({
      stroke: true, color: look.panel, weight: look.rim, opacity: 1,
      fill: true, fillColor: klass.paint, fillOpacity: 1,
    });
  }

  function outline(group, layer, colour, weight, rim) {
    group.clearLayers();
    addOutline(group, layer, colour, weight, rim);
  }

  function addOutline(group, layer, colour, weight, rim) {
    if (!layer) return;
    const shape = layer.getLatLngs();
    const options = { fill: false, interactive: false, renderer: outlines.canvas, smoothFactor: 0.5 };
    if (rim) L.polygon(shape, { ...options, color: look.window, weight: weight * 2 }).addTo(group);
    L.polygon(shape, { ...options, color: colour, weight }).addTo(group);
  }

  function showLevel(level) {
    if (state.level) layers[state.level].remove();
    state.level = level;
    layers[level].addTo(map);
    outlines.borders.clearLayers();
    if (level === "county") {
      for (const area of areas.prefecture) {
        addOutline(outlines.borders, area.layer, look.soft, look.rim * 1.2, false);
      }
    }
    current().forEach(restyle);
  }

  function showPosts(posts) {
    marks.forEach((mark) => mark.remove());
    marks = posts.map(([name, lon, lat]) => {
      const icon = L.divIcon({ className: "post", iconSize: [look.post * 1.6, look.post * 1.6] });
      const mark = L.marker([lat, lon], { icon, keyboard: false }).addTo(map);
      mark.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        const text = document.createElement("span");
        text.textContent = name;
        L.popup({ closeButton: false, autoPan: false, offset: [0, -look.post] })
          .setLatLng(mark.getLatLng()).setContent(text).openOn(map);
      });
      return mark;
    });
  }

  function showSelected(selected) {
    state.selected = selected;
    const area = selected && areas[selected[0]][selected[1]];
    outline(outlines.selected, area && area.layer, look.selected, look.heavy, true);
  }

  function point(i) {
    showHover(i);
    tell("point", i);
  }

  function showHover(i) {
    if (state.hover === i) return;
    state.hover = i;
    const area = current()[i];
    outline(outlines.hover, area && area.layer, look.text, look.thin, true);
    outlines.selected.eachLayer((layer) => layer.bringToFront());
    placeBubble();
  }

  function placeBubble() {
    const area = current()[state.hover];
    bubble.style.display = area ? "block" : "none";
    if (!area) return;
    const [name, value, why] = bubble.children;
    name.textContent = area.name || "";
    value.textContent = area.value === look.dash ? area.value : `${area.value} ${state.unit}`.trim();
    why.textContent = area.why || "";
    const at = map.latLngToContainerPoint(area.point);
    const room = map.getSize();
    const left = Math.min(at.x + look.gap, room.x - bubble.offsetWidth);
    const above = at.y - look.body * 1.2 - look.gap - bubble.offsetHeight;
    bubble.style.left = `${Math.max(0, left)}px`;
    bubble.style.top = `${above < 0 ? at.y + look.body * 1.2 : above}px`;
  }

  function showLabels() {
    labelsDue = false;
    const chosen = state.selected && state.selected[0] === state.level ? state.selected[1] : -1;
    const wishes = [];
    current().forEach((area, i) => {
      if (area.value === undefined) return;
      const whole = [area.short, area.value];
      const alone = area.value === "0" || area.value === look.dash;
      const { ink, halo } = state.classes[area.klass];
      wishes.push({
        point: area.point, bounds: area.bounds, weight: area.weight, size: area.size, ink, halo,
        versions: alone ? [whole] : [whole, [area.value]], first: i === chosen ? 1 : 0,
      });
    });
    labels.show(wishes, marks.map((mark) => mark.getLatLng()), look);
  }

  function takeLook(given) {
    look = given;
    home = L.latLngBounds([[look.bounds[1], look.bounds[0]], [look.bounds[3], look.bounds[2]]]);
    const root = document.documentElement.style;
    for (const name of ["panel", "raised", "line", "text", "soft", "accent", "window"]) {
      root.setProperty(`--${name}`, look[name]);
    }
    root.setProperty("--families", look.families);
    root.setProperty("--body", `${look.body}px`);
    root.setProperty("--gap", `${look.gap}px`);
    root.setProperty("--hair", `${look.hair}px`);
    if (atHome) goHome();
  }

  function takeAreas(changed) {
    const known = current();
    for (const [i, klass, name, short, value, weight, why] of changed) {
      const area = known[i];
      const recoloured = area.klass !== klass;
      Object.assign(area, { klass, name, short, value, weight, why });
      if (recoloured) restyle(area);
    }
  }

  function takePicture(news) {
    if (news.classes) {
      state.classes = news.classes.map((klass) => ({
        ...klass, paint: klass.hatched ? hatching(klass.fill) : klass.fill,
      }));
    }
    if ("unit" in news) state.unit = news.unit;
    if (news.level && news.level !== state.level) showLevel(news.level);
    else if (news.classes || news.look) current().forEach(restyle);
    if (news.areas) takeAreas(news.areas);
    if (news.posts) showPosts(news.posts);
  }

  // Applies what is given and leaves the rest; returns the number of the push, or what went wrong.
  function apply(news) {
    try {
      if (news.look) takeLook(news.look);
      takePicture(news);
      if ("selected" in news) showSelected(news.selected);
      if ("hover" in news) showHover(news.hover);
      if (news.areas || news.classes || news.posts || news.look || "selected" in news) {
        labelsDue = true;
      }
      if (labelsDue) showLabels();
      placeBubble();
      requestAnimationFrame(() => requestAnimationFrame(() => tell("painted", news.number)));
      return news.number;
    } catch (error) {
      return `${error}`;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    build();
    new QWebChannel(qt.webChannelTransport, (channel) => {
      bridge = channel.objects.bridge;
      tell("ready", 0);
    });
  });

  return { apply };
})();
