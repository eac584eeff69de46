/* Files go up in pieces as soon as they are chosen, and go on by themselves after a broken line or a restarted server (tus 1.0).
   Without this file, or when it fails, they go with the form. */
"use strict";

(function () {
  const PIECE = 4 * 1024 * 1024;
  const PATIENCE = [500, 1000, 2000, 4000, 8000, 15000, 30000];

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

  async function send(url, method, headers, body) {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(url, { method, body, headers: { "Tus-Resumable": "1.0.0", ...headers } });
        if (answer.status < 500 && answer.status !== 423) return answer;
      } catch { /* the line broke */ }
      if (tries === PATIENCE.length) throw new Error("given up");
      await wait(PATIENCE[tries]);
      if (method === "PATCH") return null;
    }
  }

  async function upload(file, place, draft, told) {
    const begun = await send(place, "POST", {
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${base64(file.name)},draft ${base64(draft)}`,
    });
    if (begun.status !== 201) throw new Error("not taken");
    const url = begun.headers.get("Location");
    let offset = 0;
    for (let stuck = 0; offset < file.size;) {
      const headers = { "Upload-Offset": String(offset), "Upload-Draft": draft, "Content-Type": "application/offset+octet-stream" };
      let answer = await send(url, "PATCH", headers, file.slice(offset, offset + PIECE));
      if (!answer || answer.status !== 204) answer = await send(url, "HEAD", { "Upload-Draft": draft });
      if (!answer.ok) throw new Error("lost");
      const next = Number(answer.headers.get("Upload-Offset"));
      stuck = next > offset ? 0 : stuck + 1;
      if (stuck > PATIENCE.length) throw new Error("stuck");
      offset = next;
      told(offset / file.size);
    }
    return url.split("/").pop();
  }

  function line(list, file) {
    const row = list.appendChild(document.createElement("div"));
    row.className = "file";
    const name = row.appendChild(document.createElement("strong")).appendChild(document.createElement("bdi"));
    name.textContent = file.name;
    const bar = row.appendChild(document.createElement("progress"));
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    return { row, bar };
  }

  function received(list, bar, size) {
    const done = document.createElement("span");
    const [unit, much] = size < 1e6 ? ["kilobyte", size / 1e3] : ["megabyte", size / 1e6];
    const words = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 });
    done.className = "pill";
    done.dataset.tone = "ok";
    done.textContent = `✓ ${list.dataset.received} · ${words.format(much)}`;
    bar.replaceWith(done);
  }

  document.querySelectorAll("[data-uploads]").forEach((input) => {
    const form = input.form;
    const tokens = form.elements.namedItem("uploads");
    const draft = form.elements.namedItem("draft");
    if (!tokens || !draft || !window.fetch || !window.DataTransfer) return;
    const list = input.parentElement.querySelector("[data-uploading]");
    let going = 0;
    const take = async () => {
      const files = [...input.files];
      const left = new DataTransfer();
      going += 1;
      for (const file of files) {
        const { row, bar } = line(list, file);
        try {
          const token = await upload(file, input.dataset.uploads, draft.value, (part) => { bar.value = part; });
          tokens.value = `${tokens.value} ${token}`.trim();
          received(list, bar, file.size);
        } catch {
          row.remove();
          left.items.add(file);
        }
      }
      going -= 1;
      input.files = left.files;
      form.dispatchEvent(new CustomEvent("uploads-done"));
    };
    input.addEventListener("change", take);
    if (input.files.length) take(); // chosen before this file had come, or kept by the browser on going back
    form.addEventListener("submit", (event) => {
      if (!going) return;
      event.preventDefault();
      form.addEventListener("uploads-done", () => { form.requestSubmit(event.submitter); }, { once: true });
    });
  });
})();
