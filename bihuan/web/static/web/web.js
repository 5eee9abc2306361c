// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
  const titles = () => [...document.querySelectorAll("main tbody a.title, main .rows a.title")];

  const step = (by) => {
    const all = titles();
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (next) next.focus();
  };

  // Of a long rail, the place that is open is in sight.
  const open = document.querySelector("#rail [aria-current]");
  if (open && open.offsetParent) open.scrollIntoView({ block: "nearest" });

  // "/" goes to the search, j and k walk along the titles of a list; Enter opens as always.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = document.getElementById("q");
    if (event.key === "/" && search && search.offsetParent) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "Escape" && location.hash === "#menu") {
      location.hash = "main";
    }
  });

  // A form is sent once; coming back through the browser's history opens it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000); // a download leaves the page standing
  });

  // What is typed into such a field is read back beneath it, in a sentence of the server's.
  document.addEventListener("change", async (event) => {
    const field = event.target.closest?.("[data-read]");
    const said = field && document.getElementById(`${field.id}-read`);
    if (!said) return;
    const at = new URL(field.dataset.read, location.href);
    at.searchParams.set(field.name, field.value);
    const answer = await fetch(at, { redirect: "manual" }).catch(() => null);
    said.textContent = answer?.ok ? await answer.text() : "";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    const errors = document.getElementById("errors");
    if (errors) errors.focus();
  });
})();
