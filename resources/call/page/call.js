"use strict";

// The media of one call. It decides nothing: it is told what to do by the functions at the end, and
// tells the console what it would say to the other side, and what comes from there.
const consoleCall = (() => {
  const REPORT_MS = 250;
  const GATHER_MS = 1500; // an offer waits no longer for the addresses of slow STUN servers
  const LOW = { maxBitrate: 250000, scaleResolutionDownBy: 2, maxFramerate: 12 };
  const MANY = { maxBitrate: 800000, scaleResolutionDownBy: 2, maxFramerate: 15 };
  const SOUND = { echoCancellation: true };
  const PICTURE = { width: 1280, height: 720 };
  const FULL = { maxBitrate: 2500000, scaleResolutionDownBy: 1, maxFramerate: 30 };

  const other = document.getElementById("other");
  const own = document.getElementById("own");
  const pictures = new Pictures();

  let bridge = null;
  let peer = null;
  let limits = null; // of the pictures that the peer sends
  let options = null; // what is sent, and by which servers addresses are found
  let session = null; // names the connection that the offers are for
  let camera = null; // what we send of ourselves
  let screen = null; // what we send in its place
  let calling = false; // whether the offers are ours to make
  let early = []; // what the other side said before we had answered
  let round = 0; // of offer and answer; an answer to an old offer is not taken
  let heardAt = 0; // when the last packet of sound came
  let heard = 0; // packets of sound so far
  let past = { at: 0, packets: 0, lost: 0, frames: 0 };
  let flags = { muted: false, held: false, low: false, crowded: false };

  const say = (message) => bridge.say(JSON.stringify(message));
  const fail = (what, error) => bridge.fail(what, `${error.name}: ${error.message}`);

  // A connection is never mended once an end of it was made anew: it is begun again from nothing.
  function connect() {
    if (peer) peer.close();
    peer = new RTCPeerConnection({ iceServers: options.ice, bundlePolicy: "max-bundle" });
    limits = new Limits(peer, fail);
    peer.ontrack = (event) => receive(event.track);
    peer.onconnectionstatechange = () => report();
    other.srcObject = new MediaStream();
    past = { at: 0, packets: 0, lost: 0, frames: pictures.frames };
    const sent = screen || camera;
    for (const kind of ["audio", "video"]) {
      const source = kind === "video" && sent ? sent : camera;
      const track = source && source.getTracks().find((one) => one.kind === kind);
      if (track) peer.addTrack(track, camera);
      else if (calling && !options.oneWay) peer.addTransceiver(kind, { direction: "recvonly" });
    }
    for (const way of options.oneWay ? peer.getTransceivers() : []) way.direction = "sendonly";
    applyFlags();
  }

  async function capture() {
    if (camera || !(options.audio || options.video)) return;
    const first = { audio: options.audio && SOUND, video: options.video && PICTURE };
    const stream = await navigator.mediaDevices.getUserMedia(first);
    try {
      await choose(stream, "audio", options.microphone, SOUND);
      await choose(stream, "video", options.camera, PICTURE);
    } catch (error) {
      stream.getTracks().forEach((track) => track.stop());
      throw error;
    }
    camera = stream;
    own.srcObject = camera;
    own.hidden = !options.video || !options.own;
  }

  // Devices bear their names only once one of their kind was opened: whichever is the first.
  async function choose(stream, kind, name, wanted) {
    const first = stream.getTracks().find((one) => one.kind === kind);
    if (!name || !first) return;
    const all = await navigator.mediaDevices.enumerateDevices();
    const some = all.filter((one) => one.kind === `${kind}input`);
    const plain = name.toLowerCase();
    const found =
      some.find((one) => one.label === name) ||
      some.find((one) => one.label.toLowerCase().includes(plain)) ||
      some.find((one) => one.deviceId === name);
    if (!found) throw new DOMException(`no ${kind} device is called ${name}`, "NotFoundError");
    if (found.deviceId === first.getSettings().deviceId) return;
    const exactly = { ...wanted, deviceId: { exact: found.deviceId } };
    const other = await navigator.mediaDevices.getUserMedia({ [kind]: exactly });
    stream.removeTrack(first);
    first.stop();
    stream.addTrack(other.getTracks()[0]);
  }

  function receive(track) {
    other.srcObject.addTrack(track);
    if (track.kind === "video") pictures.watch(track);
  }

  async function gathered() {
    if (peer.iceGatheringState === "complete") return;
    await new Promise((resolve) => {
      setTimeout(resolve, GATHER_MS);
      peer.addEventListener("icegatheringstatechange", () => {
        if (peer.iceGatheringState === "complete") resolve();
      });
    });
  }

  async function offer(restart) {
    round += 1;
    await peer.setLocalDescription(await peer.createOffer({ iceRestart: restart }));
    await gathered();
    say({ kind: "offer", session, round, mends: restart, sdp: peer.localDescription.sdp });
  }

  async function begin() {
    session = crypto.randomUUID();
    connect();
    await offer(false);
  }

  async function take(message) {
    if (!peer) {
      early.push(message);
      return;
    }
    if (message.kind === "offer") {
      if (message.session !== session) {
        // Nobody can mend a connection that he never had: it has to be begun anew.
        if (message.mends) return say({ kind: "again", session });
        if (session) connect();
        session = message.session;
      }
      await peer.setRemoteDescription({ type: "offer", sdp: message.sdp });
      await peer.setLocalDescription(await peer.createAnswer());
      await gathered();
      say({ kind: "answer", session, round: message.round, sdp: peer.localDescription.sdp });
    } else if (message.kind === "answer") {
      const awaited = message.round === round && peer.signalingState === "have-local-offer";
      if (awaited) await peer.setRemoteDescription({ type: "answer", sdp: message.sdp });
    } else if (message.kind === "again" && calling) {
      await (message.session === session ? offer(true) : begin());
    }
    applyFlags();
  }

  function applyFlags() {
    for (const sender of peer ? peer.getSenders() : []) {
      if (!sender.track) continue;
      const silenced = sender.track.kind === "audio" && flags.muted;
      sender.track.enabled = !flags.held && !silenced;
    }
    if (peer) limits.set(flags.low ? LOW : flags.crowded ? MANY : FULL);
    other.classList.toggle("held", flags.held);
    other.muted = flags.held;
  }

  async function share(wanted) {
    const sender = peer.getSenders().find((one) => one.track && one.track.kind === "video");
    if (!sender) throw new Error("no picture is sent");
    if (screen) screen.getTracks().forEach((track) => track.stop());
    screen = wanted ? await navigator.mediaDevices.getDisplayMedia({ video: true }) : null;
    const source = screen || camera;
    await sender.replaceTrack(source.getVideoTracks()[0]);
    own.srcObject = source;
    applyFlags();
  }

  async function report() {
    if (!bridge) return;
    if (!peer) return void bridge.report(JSON.stringify({ state: "idle" }));
    const found = {};
    (await peer.getStats()).forEach((one) => {
      if (one.type === "inbound-rtp") found[one.kind] = one;
      if (one.type === "candidate-pair" && one.nominated) found.pair = one;
    });
    if (!peer) return; // ended meanwhile
    bridge.report(JSON.stringify(sum(found, performance.now())));
  }

  function sum({ video, audio, pair }, now) {
    const packets = (video ? video.packetsReceived : 0) + (audio ? audio.packetsReceived : 0);
    const lost = (video ? video.packetsLost : 0) + (audio ? audio.packetsLost : 0);
    if (audio && audio.packetsReceived !== heard) {
      heard = audio.packetsReceived;
      heardAt = now;
    }
    const came = packets - past.packets;
    const gone = Math.max(0, lost - past.lost);
    const seconds = (now - past.at) / 1000;
    const told = {
      state: peer.connectionState,
      frames: pictures.frames,
      fps: past.at ? (pictures.frames - past.frames) / seconds : null,
      newAge: pictures.newAt ? now - pictures.newAt : null,
      movedAge: pictures.movedAt ? now - pictures.movedAt : null,
      packetAge: video && video.packetsReceived ? packetAge(video, now) : null,
      heardAge: heardAt ? now - heardAt : null,
      loss: came + gone > 0 ? gone / (came + gone) : null,
      delay: pair && pair.currentRoundTripTime !== undefined ? pair.currentRoundTripTime : null,
      width: other.videoWidth || null,
      height: other.videoHeight || null,
      level: audio && audio.audioLevel !== undefined ? audio.audioLevel : null,
      sending: Boolean(camera),
      sharing: Boolean(screen),
    };
    if (seconds > 1) past = { at: now, packets, lost, frames: pictures.frames };
    return told;
  }

  const packetAge = (video, now) =>
    Math.max(0, performance.timeOrigin + now - video.lastPacketReceivedTimestamp);

  async function devices() {
    const found = await navigator.mediaDevices.enumerateDevices();
    const used = camera ? camera.getTracks().map((track) => track.getSettings().deviceId) : [];
    const plain = found.map(({ deviceId: id, kind, label }) => {
      return { id, kind, label, used: kind !== "audiooutput" && used.includes(id) };
    });
    bridge.offer_devices(JSON.stringify(plain));
  }

  function end() {
    for (const stream of [camera, screen]) {
      if (stream) stream.getTracks().forEach((track) => track.stop());
    }
    if (peer) peer.close();
    camera = screen = peer = null;
    other.srcObject = own.srcObject = null;
    own.hidden = true;
  }

  // Each is begun in the order it was asked for: an answer never overtakes its offer.
  let queue = Promise.resolve();
  const inTurn = (name, step) => {
    queue = queue.then(step).catch((error) => fail(name, error));
    return true;
  };

  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    bridge.ready(0);
    tellSizes((width, height) => bridge.fit(width, height));
    setInterval(report, REPORT_MS);
  });

  return {
    place: (wanted) =>
      inTurn("place", async () => {
        calling = true;
        options = wanted;
        await capture();
        await begin();
      }),
    accept: (wanted) => inTurn("accept", async () => {
        options = wanted;
        await capture();
        connect();
        for (const message of early.splice(0)) await take(message);
      }),
    take: (message) => inTurn("take", () => take(message)),
    again: () => inTurn("again", () => (calling ? offer(true) : say({ kind: "again", session }))),
    set: (news) =>
      inTurn("set", () => {
        flags = { ...flags, ...news };
        applyFlags();
      }),
    share: (wanted) => inTurn("share", () => share(wanted)),
    devices: () => inTurn("devices", devices),
    end: () => inTurn("end", end),
  };
})();
