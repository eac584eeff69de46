/* In a flood only: works in the background on the proof that a script may give instead of the sum. The page works without it. */
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const asked = document.querySelector("[data-proof]");
  const form = asked && asked.closest("form");
  const draft = form && form.querySelector("input[name=draft]");
  if (!draft || !window.crypto || !crypto.subtle) return;
  const bits = Number(asked.dataset.bits);
  const zeros = (digest) => new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
  const encoder = new TextEncoder();
  for (let first = 0; first < 2 ** (bits + 4); first += 512) {
    const batch = Array.from({ length: 512 }, (_none, step) => first + step);
    const digests = await Promise.all(batch.map((proof) => crypto.subtle.digest("SHA-256", encoder.encode(`${draft.value}:${proof}`))));
    const found = digests.findIndex(zeros);
    if (found >= 0) { form.querySelector("input[name=proof]").value = String(batch[found]); return; }
  }
});
