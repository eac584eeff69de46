/* The command palette, the list of keys and the g sequences of the desk. Whatever they reach, a link or button reaches too.
   Dialogs are the browser's own: they hold the focus, close on Escape and give the focus back. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const palette = document.querySelector("[data-palette]");
  const help = document.querySelector("[data-keys-help]");
  if (!palette || !help) return;
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const none = palette.querySelector("[data-palette-none]");
  const keysOn = () => { try { return localStorage.getItem("bulou-keys") !== "off"; } catch { return true; } };
  let leader = 0; /* when g was pressed */

  /* The acts of the open case stand first; they are taken from its page, so they are those that this person is offered. */
  function gatherActs() {
    const known = new Set([...list.querySelectorAll("a")].map((link) => link.href));
    const acts = [...document.querySelectorAll(".act a[href*='/acts/'], .act a.button, .entry-links a, .rooms a")];
    const items = [];
    for (const link of acts) {
      if (known.has(link.href)) continue;
      known.add(link.href);
      const title = link.closest(".act") && link.closest(".act").querySelector("h3");
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      const copy = document.createElement("a");
      copy.href = link.href;
      copy.textContent = (title || link).textContent.trim();
      item.append(copy);
      items.push(item);
    }
    list.prepend(...items);
  }

  const options = () => [...list.children].filter((item) => !item.hidden);
  const current = () => list.querySelector("[aria-selected=true]");

  function select(item) {
    const before = current();
    if (before) before.removeAttribute("aria-selected");
    if (!item) { input.removeAttribute("aria-activedescendant"); return; }
    item.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function filter() {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    for (const item of list.children) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
    none.hidden = options().length > 0;
    select(options()[0]);
  }

  function open() {
    if (palette.open) return;
    if (help.open) help.close();
    input.value = "";
    filter();
    palette.showModal();
    input.focus();
  }

  function steer(event) {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      select(all[(all.indexOf(current()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const chosen = current();
      if (chosen) chosen.querySelector("a").click();
    }
  }

  function pressed(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (palette.open) palette.close(); else open();
      return;
    }
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || palette.open || !keysOn()) return;
    if (event.key === "?" && !help.open) { event.preventDefault(); help.showModal(); return; }
    if (help.open) return;
    if (event.key === "g") { leader = Date.now(); return; }
    if (Date.now() - leader < 3000) {
      const wanted = list.querySelector(`[data-key="g ${CSS.escape(event.key)}"] a`);
      leader = 0;
      if (wanted) { event.preventDefault(); location.assign(wanted.href); }
    }
  }

  gatherActs();
  [...list.children].forEach((item, place) => { item.id = `palette-${place}`; });
  list.querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });
  input.addEventListener("input", filter);
  input.addEventListener("keydown", steer);
  document.addEventListener("keydown", pressed);
  for (const dialog of [palette, help]) dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
});
