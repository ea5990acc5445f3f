"use strict";

// The pictures from the other side: how many came, when the last one, and when one that differed.
// They are looked at as they are decoded, whether or not anybody sees the page.
class Pictures {
  static GRID = [32, 18];
  static LOOK_MS = 120;

  frames = 0;
  newAt = 0;
  movedAt = 0;
  #last = null; // the fingerprint of the last that differed
  #scratch = new OffscreenCanvas(...Pictures.GRID).getContext("2d", { willReadFrequently: true });

  async watch(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const now = performance.now();
      this.frames += 1;
      this.newAt = now;
      if (now - this.movedAt > Pictures.LOOK_MS) this.#look(value, now);
      value.close();
    }
  }

  #look(frame, now) {
    const [width, height] = Pictures.GRID;
    this.#scratch.drawImage(frame, 0, 0, width, height);
    const pixels = this.#scratch.getImageData(0, 0, width, height).data;
    let largest = 0;
    let sum = 0;
    for (let i = 0; this.#last && i < pixels.length; i += 4) {
      const change = Math.abs(pixels[i + 1] - this.#last[i + 1]);
      largest = Math.max(largest, change);
      sum += change;
    }
    if (!this.#last || largest > 6 || sum > width * height * 0.4) {
      this.movedAt = now;
      this.#last = pixels;
    }
  }
}

// Tells at which size the page is drawn. A frame is in sight when a few more have begun after it.
function tellSizes(told) {
  const LATER = 4;
  const tell = () => {
    const [width, height] = [innerWidth, innerHeight];
    const wait = (left) => (left ? requestAnimationFrame(() => wait(left - 1)) : told(width, height));
    wait(1 + LATER);
  };
  addEventListener("resize", tell);
  tell();
}
