// What is typed into a long field stays in this browser until it is sent: a closed window loses nothing. It is
// kept under a number of its writer's, so that nobody else who signs in here is shown it, and goes when the form
// was taken, when its writer signs out, and after some days. Every page works without this file.
(() => {
  "use strict";
  const notice = document.getElementById("draft");
  const began = Date.now();
  const lasts = 3 * 24 * 3600 * 1000;
  const all = "bihuan.draft.";
  const mine = notice && `${all}${notice.dataset.whose}:`;
  const left = notice && `bihuan.left.${notice.dataset.whose}`;

  // A browser may refuse to keep anything, or have no room: then nothing is kept.
  const calmly = (work) => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  const read = (key) => calmly(() => JSON.parse(localStorage.getItem(key)));
  const write = (key, value) => calmly(() => localStorage.setItem(key, JSON.stringify(value)));
  const drop = (key) => calmly(() => localStorage.removeItem(key));
  const keys = () => calmly(() => Object.keys(localStorage)) || [];

  const formOf = (field) => (field.form?.method === "post" ? field.form : null);
  const keyOf = (field) => `${mine}${new URL(field.form.action, location.href).pathname}#${field.name}`;
  const longFields = (within) =>
    [...within.querySelectorAll("textarea[name]")].filter((field) => formOf(field) && !field.readOnly);
  const onceOf = (form) => form.elements.namedItem("once")?.value || "";

  // What was sent and taken is named by a cookie of the answer; what is old goes with it.
  const tidy = () => {
    const [, name, sent] = /(?:^|; )((?:__Host-)?sent)=([\w-]+)/.exec(document.cookie) ?? [];
    for (const key of keys().filter((one) => one.startsWith(all))) {
      const draft = read(key);
      if (!draft || draft.at < Date.now() - lasts || (sent && draft.once === sent)) drop(key);
    }
    if (sent) document.cookie = `${name}=; path=/; max-age=0; samesite=lax${name === "sent" ? "" : "; secure"}`;
  };

  const keep = (field) => {
    if ((read(left) || 0) > began) return; // signed out in another window
    const key = keyOf(field);
    const base = read(key)?.base ?? field.defaultValue;
    if (!field.value.trim() || field.value === base) return drop(key);
    write(key, { text: field.value, base, once: onceOf(field.form), at: Date.now() });
  };

  const restore = (within) => {
    const forms = new Map();
    for (const field of longFields(within)) {
      if (field.form.querySelector("#errors")) {
        keep(field); // it came back with what was typed
        continue;
      }
      const draft = read(keyOf(field));
      if (!draft || draft.text === field.value) continue;
      field.value = draft.text;
      field.closest("details")?.setAttribute("open", "");
      forms.set(field.form, [...(forms.get(field.form) || []), field]);
    }
    forms.forEach((fields, form) => tell(form, fields));
  };

  const tell = (form, fields) => {
    form.querySelector(":scope > .draft")?.remove();
    form.prepend(notice.content.cloneNode(true));
    const told = form.querySelector(":scope > .draft");
    told.querySelector("button").addEventListener("click", () => {
      fields.forEach((field) => {
        field.value = field.defaultValue;
        drop(keyOf(field));
      });
      told.remove();
      fields[0].focus();
    });
    fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  };

  tidy();
  if (!notice) return;
  restore(document);

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.tagName === "TEXTAREA" && field.name && formOf(field)) keep(field);
  });

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.hasAttribute("data-leaves")) {
        keys()
          .filter((key) => key.startsWith(mine))
          .forEach(drop);
        write(left, Date.now());
        return;
      }
      longFields(form).forEach(keep); // under the key that it is sent with
    },
    true,
  );

  document.addEventListener("htmx:afterSwap", (event) => {
    tidy();
    restore(event.target);
  });
})();
