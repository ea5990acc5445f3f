"use strict";

// How much of a picture a connection sends. A sender refuses what it is told while it still follows
// what it was told before: it is told one wish at a time, and of several only the newest.
class Limits {
  #peer;
  #fail;
  #wish = null;
  #isFollowing = false;

  constructor(peer, fail) {
    this.#peer = peer;
    this.#fail = fail;
  }

  async set(wish) {
    this.#wish = wish;
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    while (this.#wish) {
      const newest = this.#wish;
      this.#wish = null;
      for (const sender of this.#senders()) await this.#limit(sender, newest);
    }
    this.#isFollowing = false;
  }

  // Those of a closed connection, or of a part that the other side took back, have no more to send.
  #senders() {
    if (this.#peer.signalingState === "closed") return [];
    return this.#peer.getSenders().filter((one) => one.track && one.track.kind === "video");
  }

  async #limit(sender, wish) {
    try {
      const parameters = sender.getParameters();
      if (!parameters.encodings || !parameters.encodings.length) return;
      Object.assign(parameters.encodings[0], wish);
      await sender.setParameters(parameters);
    } catch (error) {
      if (this.#senders().includes(sender)) this.#fail("limit", error);
    }
  }
}
