// What pages cannot do by themselves: say that the program is gone, a signal at an interval, dropping a
// file, the progress of copying it. Nothing is calculated here.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);

  // The program is gone: what is typed now is not kept.
  const offline = (gone) => { const bar = by("offline"); if (bar) bar.hidden = !gone; };
  document.addEventListener("htmx:sendError", () => offline(true));
  document.addEventListener("htmx:afterOnLoad", () => offline(false));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 403) offline(true);
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("main p");
    const place = by("conflicts") || by("said");
    if (page && place) {
      const line = document.createElement("p");
      line.className = "conflict";
      line.textContent = page.textContent;
      place.replaceChildren(line);
    }
  });

  // Screen readers hear which field is wrong.
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll(".problem[id^='m-']").forEach((problem) => {
      const input = by("i-" + problem.id.slice(2));
      if (!input) return;
      if (problem.textContent.trim()) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    });
  });

  // A signal at an interval.
  const timer = by("timer");
  if (timer) {
    timer.hidden = false;
    const button = by("signal");
    const output = by("countdown");
    const start = button.textContent;
    let sound = null;
    let tick = 0;
    let next = 0;
    const beep = () => {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = 880;
      volume.gain.setValueAtTime(0.3, sound.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.35);
      tone.connect(volume).connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.36);
      if (navigator.vibrate) navigator.vibrate(200);
      timer.dataset.beeps = String(Number(timer.dataset.beeps || 0) + 1);
    };
    const seconds = () => Math.max(1, Number((by("interval") || {}).value?.replace(",", ".")) || 30);
    const show = () => {
      const left = Math.ceil((next - Date.now()) / 1000);
      if (left <= 0) {
        beep();
        next = Date.now() + seconds() * 1000;
        timer.classList.add("now");
        output.textContent = timer.dataset.now;
        return;
      }
      if (seconds() - left >= 2 || seconds() < 3) {
        timer.classList.remove("now");
        output.textContent = timer.dataset.next.replace("{seconds}", String(left));
      }
    };
    button.addEventListener("click", () => {
      if (tick) {
        clearInterval(tick);
        tick = 0;
        button.textContent = start;
        output.textContent = "";
        timer.classList.remove("now");
        return;
      }
      sound = sound || new AudioContext();
      sound.resume();
      next = Date.now() + seconds() * 1000;
      tick = setInterval(show, 200);
      button.textContent = timer.dataset.stop;
      show();
    });
  }

  // A file dropped on the page, and how far copying is.
  const drop = by("drop");
  if (drop) {
    const input = by("recording");
    const bar = drop.querySelector("progress");
    const over = (event, is) => { event.preventDefault(); drop.classList.toggle("over", is); };
    document.addEventListener("dragover", (event) => over(event, true));
    document.addEventListener("dragleave", (event) => over(event, false));
    document.addEventListener("drop", (event) => {
      over(event, false);
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        drop.requestSubmit();
      }
    });
    drop.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.open("POST", drop.action);
      request.upload.addEventListener("progress", (done) => {
        bar.hidden = false;
        if (done.lengthComputable) bar.value = (done.loaded / done.total) * 100;
      });
      request.addEventListener("load", () => {
        if (request.status < 400 && request.responseURL) {
          location.assign(request.responseURL);
          return;
        }
        const page = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main p");
        bar.hidden = true;
        const line = document.createElement("p");
        line.className = "conflict";
        line.textContent = page ? page.textContent : request.status;
        by("conflicts").replaceChildren(line);
        by("conflicts").scrollIntoView({ block: "center" });
      });
      request.addEventListener("error", () => offline(true));
      request.send(new FormData(drop));
    });
  }
})();
