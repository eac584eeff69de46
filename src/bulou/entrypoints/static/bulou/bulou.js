/* Conveniences only: every page works without this file. The reader's theme, the keys of a list, the bulk bar, wide boxes, focus. */
"use strict";

(function () {
  const root = document.documentElement;
  const kept = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) { try { if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value); } catch { /* private mode: forget */ } },
  };

  /* Before the first paint. */
  root.dataset.js = "";
  const theme = kept.get("bulou-theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  function toggleTheme() {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    if (next === system) { delete root.dataset.theme; kept.set("bulou-theme", null); } else { root.dataset.theme = next; kept.set("bulou-theme", next); }
  }

  /* The list: j and k move, x picks, Enter opens. Single keys can be turned off (WCAG 2.1.4). */
  const rows = () => [...document.querySelectorAll("[data-worklist] tbody tr")];
  const cursor = () => document.querySelector("[data-worklist] tr[data-cursor]");
  const box = (row) => row.querySelector("input[type=checkbox]");
  const keysOn = () => kept.get("bulou-keys") !== "off";

  function moveBy(step) {
    const all = rows();
    if (!all.length) return;
    const here = cursor();
    const next = all[Math.min(all.length - 1, Math.max(0, here ? all.indexOf(here) + step : 0))];
    if (here) here.removeAttribute("data-cursor");
    next.setAttribute("data-cursor", "");
    next.scrollIntoView({ block: "nearest" });
    const link = next.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }

  function pick() {
    const row = cursor();
    if (row && box(row)) { box(row).checked = !box(row).checked; countPicked(); }
  }

  function countPicked() {
    const bar = document.querySelector("[data-bulk]");
    const picked = rows().filter((row) => box(row) && box(row).checked);
    rows().forEach((row) => row.toggleAttribute("data-picked", picked.includes(row)));
    if (!bar) return;
    bar.hidden = picked.length === 0;
    const words = bar.querySelector("[data-bulk-count]");
    words.textContent = words.dataset.words.replace("{count}", picked.length);
  }

  function pickAll(checked) {
    rows().forEach((row) => { if (box(row)) box(row).checked = checked; });
    const all = document.querySelector("[data-pick-all]");
    if (all) all.checked = checked;
    countPicked();
  }

  function pressed(event) {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (typing) { if (event.key === "Escape") typing.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn()) return;
    const search = document.querySelector("[data-search]");
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); return; }
    const moves = { j: () => moveBy(1), k: () => moveBy(-1), x: pick };
    if (moves[event.key] && rows().length) { event.preventDefault(); moves[event.key](); }
  }

  /* A secret after # never leaves the browser by itself: put it into the field that is sent, and out of the address. */
  function fillFromFragment() {
    const field = document.querySelector("[data-from-fragment]");
    if (!field || !location.hash || field.value) return;
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname + location.search);
  }

  function showKeys() {
    document.querySelectorAll("[data-keys-toggle]").forEach((button) => {
      button.setAttribute("aria-pressed", String(keysOn()));
      button.textContent = keysOn() ? button.dataset.on : button.dataset.off;
    });
  }

  /* What is larger than its box scrolls: then, and only then, the Tab key stops at it and a reader hears its name. */
  const boxes = new ResizeObserver((changes) => changes.forEach(({ target }) => {
    const over = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (!over) { ["tabindex", "role", "aria-label"].forEach((name) => target.removeAttribute(name)); return; }
    const around = target.closest("section, details");
    const heading = target.querySelector("caption") || (around && around.querySelector("h2, h3, summary"));
    target.tabIndex = 0;
    if (heading) { target.setAttribute("role", "group"); target.setAttribute("aria-label", heading.textContent.trim()); }
  }));

  function watchBoxes() {
    boxes.disconnect();
    document.querySelectorAll(".scroll").forEach((region) => boxes.observe(region));
  }

  function clicked(event) {
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
    if (event.target.closest("[data-bulk-clear]")) pickAll(false);
    if (event.target.closest("[data-keys-toggle]")) { kept.set("bulou-keys", keysOn() ? "off" : null); showKeys(); }
  }

  function changed(event) {
    if (event.target.matches("[data-pick-all]")) pickAll(event.target.checked);
    else if (event.target.closest("[data-worklist]")) countPicked();
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("change", changed);
  document.addEventListener("htmx:afterSettle", () => { countPicked(); watchBoxes(); });
  document.addEventListener("DOMContentLoaded", () => {
    showKeys();
    countPicked();
    fillFromFragment();
    watchBoxes();
    document.querySelectorAll(".desk-side [aria-current], .rooms [aria-current]").forEach((here) => here.scrollIntoView({ block: "nearest", inline: "center" }));
    const first = document.querySelector("[data-focus]");
    if (first) first.focus();
  });
})();
