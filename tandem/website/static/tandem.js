// Small comforts. Every page works without this file.
"use strict";

const find = (selector, inside = document) => inside.querySelector(selector);
const OFF = "tandem-shortcuts-off"; // a wish of this browser, no word of anybody
const live = (words) => { find("#live").textContent = words; };

function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus();
}

// "/" goes to the search, "n" to the quick line: to the field where one is shown, else where the way to it leads.
// Never while somebody types, and it can be switched off.
const WAYS = { "/": ["#find", "input[data-find]", "a[data-find]"], n: ["#quick", "[data-quick]"] };
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  const goal = (WAYS[event.key] ?? []).map((each) => find(each)).find((each) => each?.offsetParent);
  if (!goal) return;
  if (goal.matches("input")) goal.focus();
  else goal.click();
  event.preventDefault();
});

// j and k, or the arrows once one is in a list, go from promise to promise; "?" shows all keys.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  if (event.key === "?") return find("#all-keys")?.showModal();
  const row = event.target.closest(".promises > li");
  const step = { j: 1, k: -1, ...(row && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  const rows = step ? [...document.querySelectorAll(".promises > li")] : [];
  const next = rows[row ? rows.indexOf(row) + step : step > 0 ? 0 : rows.length - 1];
  if (!next) return;
  event.preventDefault();
  focusOn(find(".what a", next) || next);
});

// The way to the quick line opens it over the page one is on. Closed again, the focus goes back.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quick]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const field = find("#quick");
  if (field?.offsetParent) return field.focus();
  const box = find("#quick-box");
  htmx.ajax("GET", link.href, { target: box, swap: "innerHTML" }).then(() => {
    if (box.open || !find("#quick", box)) return;
    box.showModal();
    find("#quick", box).focus();
  });
});

function ready(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  const shortcuts = find("[data-shortcuts]", root);
  if (shortcuts) {
    shortcuts.closest("[hidden]")?.removeAttribute("hidden");
    shortcuts.checked = !localStorage.getItem(OFF);
  }
  for (const toast of root.querySelectorAll("[data-toast]")) show(toast);
}

// A toast goes along for eight seconds where one is led further down, longer while the pointer or the
// focus rests on it. Then it stays in its place above the page: nothing may move under a thumb.
function show(toast) {
  live(toast.textContent.trim());
  const told = () => (toast.matches(":hover, :focus-within") ? setTimeout(told, 2000) : (toast.parentElement.dataset.told = ""));
  setTimeout(told, 8000);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const shown = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(shown.textContent.trim());
    live(button.textContent = button.dataset.copied);
  } catch {
    getSelection().selectAllChildren(shown); // refused, or no secure page: one key is left to press
  }
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-shortcuts]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

// After a swap the focus must not be lost. htmx keeps it where the id stayed; else a faulty field
// takes it, or the block that came back, or, where that is gone, the heading around it.
let around = null;
let taken = false; // whether the focus stands in what is swapped; a picture that loads takes none
document.addEventListener("htmx:beforeRequest", (event) => {
  around = event.detail.elt.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
  event.detail.target.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:beforeSwap", (event) => {
  taken = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.target.removeAttribute("aria-busy");
  const block = document.getElementById(event.detail.target.id);
  const heading = around && document.getElementById(around);
  // a removed block settles without an event of its own, so look once htmx is done
  if (taken) setTimeout(() => document.activeElement === document.body && focusOn(block || heading), 60);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const block = event.detail.elt;
  ready(block);
  if (!find(".summary", block)) focusOn(find("[aria-invalid=true]", block));
});
document.addEventListener("htmx:responseError", () => live(document.body.dataset.unsent));
document.addEventListener("htmx:sendError", () => live(document.body.dataset.unsent));

ready(document);
