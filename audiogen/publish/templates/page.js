"use strict";
(() => {
  const facts = JSON.parse(document.getElementById("players").textContent);
  const players = [];
  const PHASES = { in: "Breathe in", hold: "Hold", out: "Breathe out", rest: "Rest", natural: "Breathe as you like" };
  const SMALLEST = 0.35;
  // where nothing is counted, the circle comes to a calm size over so many seconds, stays, and goes again
  const CALM = 0.5;
  const CALMING_S = 3;
  const BACK_S = 15;
  const WORTH_KEEPING_S = 10;

  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    const pad = (number) => String(number).padStart(2, "0");
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
  };

  // private windows and full stores may refuse: then nothing is remembered
  const memory = {
    read(key) { try { return localStorage.getItem(`audiogen:${key}`); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(`audiogen:${key}`, value); } catch { /* see above */ } },
    forget(key) { try { localStorage.removeItem(`audiogen:${key}`); } catch { /* see above */ } },
  };

  // how full the lungs are at both ends of each phase, from 0 to 1; a second in-breath (a sigh) tops up the first
  const fullness = (breaths) => {
    let from = 0;
    return breaths.map((mark, index) => {
      const next = breaths[index + 1];
      const topped = next?.kind === "in" && next.cycle === mark.cycle;
      const to = { in: topped ? 0.75 : 1, hold: from, out: 0, rest: from, natural: 0 }[mark.kind];
      const placed = { ...mark, from, to };
      from = to;
      return placed;
    });
  };

  class Player {
    constructor(session) {
      this.session = session;
      this.card = document.getElementById(`${session.name}_track`);
      this.name = session.length ? `${session.title}, ${session.length}` : session.title;
      const find = (selector) => this.card.querySelector(selector);
      this.audio = find("audio");
      this.parts = {
        play: find(".play"), back: find(".back"), seek: find(".seek"), at: find(".at"), now: find(".chapter-now"),
        again: find(".again"), fault: find(".fault"), breath: find(".breath"), air: find(".air"),
        phase: find(".phase"), count: find(".count"), cycle: find(".cycle"), words: find(".words"),
      };
      this.chapters = [...this.card.querySelectorAll(".chapters button")].map((button) => ({
        button, start: Number(button.dataset.start), title: button.lastElementChild.textContent,
      }));
      this.phrases = [...this.card.querySelectorAll(".words span[data-start]")].map((span) => ({
        span, start: Number(span.dataset.start), end: Number(span.dataset.end),
      }));
      this.breaths = fullness(session.breaths);
      this.pending = null;
      this.dragging = false;
      this.saved = 0;
      this.takeOver();
      this.listen();
      this.recall();
      this.show();
    }

    get position() { return this.pending ?? this.audio.currentTime; }

    takeOver() {
      this.audio.controls = false;
      this.audio.hidden = true;
      this.card.classList.add("ready");
      this.card.querySelector(".controls").hidden = false;
      for (const paragraph of this.card.querySelectorAll(".words p")) {
        const start = Number(paragraph.querySelector("span").dataset.start);
        const jump = document.createElement("button");
        jump.type = "button";
        jump.className = "jump";
        jump.dataset.start = start;
        jump.textContent = clock(start);
        jump.setAttribute("aria-label", `Play from ${clock(start)}`);
        paragraph.prepend(jump);
      }
    }

    listen() {
      const { play, back, seek, again } = this.parts;
      play.addEventListener("click", () => this.toggle());
      back.addEventListener("click", () => this.seek(this.position - BACK_S));
      again.querySelector("button").addEventListener("click", () => { this.seek(0); this.play(); play.focus(); });
      seek.addEventListener("input", () => { this.dragging = true; this.show(Number(seek.value)); });
      seek.addEventListener("change", () => { this.dragging = false; this.seek(Number(seek.value)); });
      this.card.addEventListener("click", (event) => {
        const target = event.target.closest("[data-start]");
        if (target && !String(getSelection())) { this.seek(Number(target.dataset.start)); this.play(); }
      });
      this.audio.addEventListener("loadedmetadata", () => this.arrive());
      this.audio.addEventListener("timeupdate", () => { this.show(); this.keep(); });
      this.audio.addEventListener("play", () => this.began());
      this.audio.addEventListener("pause", () => this.stopped());
      this.audio.addEventListener("ended", () => { memory.forget(this.session.guid); this.seek(0); });
      this.audio.addEventListener("error", () => this.fail());
    }

    recall() {
      const kept = Number(memory.read(this.session.guid));
      if (kept >= WORTH_KEEPING_S && kept < this.session.duration_s) {
        this.pending = kept;
      }
    }

    keep(now = false) {
      const at = this.position;
      if (now || Math.abs(at - this.saved) >= 5) {
        this.saved = at;
        if (at >= WORTH_KEEPING_S) memory.write(this.session.guid, at.toFixed(1));
        else memory.forget(this.session.guid);
        memory.write("last", this.session.name);
      }
    }

    toggle() { if (this.audio.paused) this.play(); else this.audio.pause(); }

    play() {
      this.parts.fault.textContent = "";
      if (this.audio.error) this.audio.load();
      this.audio.play().catch((error) => { if (error.name !== "AbortError") this.fail(); });
    }

    // before the file is known, a jump waits until it is
    seek(seconds) {
      const target = Math.min(Math.max(seconds, 0), this.session.duration_s);
      if (this.audio.readyState >= 1) this.audio.currentTime = target;
      else this.pending = target;
      this.show(target);
    }

    arrive() {
      if (this.pending !== null) this.audio.currentTime = this.pending;
      this.pending = null;
    }

    began() {
      for (const other of players) if (other !== this) other.audio.pause();
      this.card.classList.add("is-playing");
      this.parts.play.setAttribute("aria-label", `Pause ${this.name}`);
      this.parts.again.hidden = true;
      this.announce();
      this.breathe();
    }

    stopped() {
      this.card.classList.remove("is-playing");
      this.parts.play.setAttribute("aria-label", `Play ${this.name}`);
      this.keep(true);
      this.show();
    }

    fail() {
      this.parts.fault.textContent = "This session could not be loaded. Check the connection, then press play again.";
    }

    show(at = this.position) {
      const { seek, again } = this.parts;
      if (!this.dragging) seek.value = at;
      const total = clock(this.session.duration_s + 0.5);
      seek.setAttribute("aria-valuetext", `${clock(at)} of ${total}`);
      this.parts.at.textContent = clock(at);
      again.hidden = !(this.audio.paused && at >= WORTH_KEEPING_S);
      this.markChapter(at);
      this.markPhrase(at);
    }

    markChapter(at) {
      const current = this.chapters.findLast((chapter) => chapter.start <= at + 0.05);
      for (const chapter of this.chapters) {
        if (chapter === current) chapter.button.setAttribute("aria-current", "true");
        else chapter.button.removeAttribute("aria-current");
      }
      this.parts.now.textContent = current && (at > 0 || !this.audio.paused) ? current.title : "";
    }

    markPhrase(at) {
      const current = this.phrases.find((phrase) => phrase.start <= at && at < phrase.end);
      if (current === this.phrase) return;
      this.phrase?.span.classList.remove("now");
      current?.span.classList.add("now");
      this.phrase = current;
      const { words } = this.parts;
      if (current && words.offsetParent) {
        // only the transcript's own box moves, never the page
        words.scrollTop = current.span.offsetTop - words.clientHeight / 3;
      }
    }

    breathe() {
      const at = this.audio.currentTime;
      const mark = this.breaths.find((breath) => breath.start_s <= at && at < breath.end_s);
      this.parts.breath.hidden = !mark;
      if (mark) this.drawBreath(mark, at);
      if (!this.audio.paused) requestAnimationFrame(() => this.breathe());
    }

    drawBreath(mark, at) {
      const natural = mark.kind === "natural";
      const [after, before, length] = [at - mark.start_s, mark.end_s - at, mark.end_s - mark.start_s];
      const eased = (part) => (1 - Math.cos(Math.PI * Math.min(part, 1))) / 2;
      const full = natural
        ? CALM * eased(Math.min(after, before) / Math.min(CALMING_S, length / 2))
        : mark.from + (mark.to - mark.from) * eased(after / length);
      this.parts.air.style.transform = `scale(${SMALLEST + (1 - SMALLEST) * full})`;
      this.parts.phase.textContent = PHASES[mark.kind];
      // upwards, as the voice counts; a space keeps the line where nothing is counted
      this.parts.count.textContent = natural ? "" : Math.min(Math.floor(after) + 1, Math.ceil(length));
      this.parts.cycle.textContent = natural ? "\u00a0" : `Breath ${mark.cycle} of ${mark.cycles}`;
    }

    // what the lock screen shows and may do
    announce() {
      const { mediaSession: screen } = navigator;
      if (!screen) return;
      const src = new URL(this.session.cover, location.href).href;
      // lock screens take no picture from a file
      const artwork = src.startsWith("http") ? [{ src, sizes: "480x480", type: "image/jpeg" }] : [];
      screen.metadata = new MediaMetadata({ title: this.name, artist: facts.author, album: facts.show, artwork });
      const actions = {
        play: () => this.play(),
        pause: () => this.audio.pause(),
        seekbackward: ({ seekOffset }) => this.seek(this.position - (seekOffset || BACK_S)),
        seekforward: ({ seekOffset }) => this.seek(this.position + (seekOffset || BACK_S)),
        seekto: ({ seekTime }) => this.seek(seekTime),
      };
      for (const [action, handler] of Object.entries(actions)) {
        try { screen.setActionHandler(action, handler); } catch { /* an action that this browser does not know */ }
      }
    }
  }

  // the lengths of a session, of which one is shown; none of them is lost without this program
  class Lengths {
    constructor(card, tracks) {
      this.card = card;
      this.tracks = tracks;
      this.slug = tracks[0].session.slug;
      const named = (name) => tracks.find((player) => player.session.name === name);
      this.own = tracks.find((player) => player.session.main) ?? tracks[0];
      this.choose(named(memory.read(`length:${this.slug}`)) ?? this.own);
      const field = card.querySelector(".lengths");
      if (!field) return;
      field.hidden = false;
      field.addEventListener("change", (event) => {
        this.choose(named(event.target.value));
        nameStart();
        memory.write(`length:${this.slug}`, event.target.value);
      });
    }

    choose(chosen) {
      this.chosen = chosen;
      for (const player of this.tracks) {
        player.card.hidden = player !== chosen;
        if (player !== chosen) player.audio.pause();
      }
      const button = document.getElementById(`${chosen.session.name}_length`);
      if (button) button.checked = true;
    }
  }

  for (const session of facts.sessions) players.push(new Player(session));
  const sessions = [...document.querySelectorAll(".session")].map(
    (card) => new Lengths(card, players.filter((player) => card.contains(player.card))),
  );
  addEventListener("pagehide", () => { for (const player of players) if (!player.audio.paused) player.keep(true); });

  // one large button for whoever wants to begin at once, or to go on
  let nameStart = () => {};
  if (players.length) {
    const begun = players.filter((player) => player.position > 0);
    const last = begun.find((player) => player.session.name === memory.read("last")) ?? begun[0];
    const session = sessions.find((each) => each.tracks.includes(last)) ?? sessions[0];
    const next = () => last ?? session.chosen;
    document.getElementById("start-title").textContent = last ? "Go on" : "Start here";
    nameStart = () => {
      document.getElementById("start-label").textContent =
        last ? `${last.name}, from ${clock(last.position)}` : next().name;
    };
    nameStart();
    document.getElementById("start-note").textContent = session.card.querySelector(".content-note")?.textContent ?? "";
    document.getElementById("start").hidden = false;
    document.getElementById("start-button").addEventListener("click", () => {
      const player = next();
      session.choose(player);
      player.play();
      session.card.scrollIntoView();
      player.parts.play.focus({ preventScroll: true });
    });
  }

  // a page that was made for this machine goes by the address at which it was found
  const feed = document.getElementById("feed");
  if (!feed) return; // a page for one listener alone
  if ("followBrowser" in feed.dataset && location.protocol.startsWith("http")) {
    const address = new URL("feed.xml", location.href).href;
    for (const link of document.querySelectorAll("[data-app-link]")) {
      const bare = (text) => text.slice(text.indexOf("://") + 3);
      link.href = link.getAttribute("href").replace(bare(feed.value), bare(address));
    }
    feed.value = address;
  }
  const copy = document.getElementById("copy");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    feed.select();
    try {
      await navigator.clipboard.writeText(feed.value);
    } catch {
      // browsers lend the clipboard to secure addresses only; a home network has none
      document.execCommand("copy");
    }
    document.getElementById("copied").textContent = "Copied. Paste it where your app adds a podcast by its address.";
  });
})();
