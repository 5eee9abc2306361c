// Around the parts of pages that htmx puts in place: the form beside its matter, focus, and whole pages where a
// part will not do. Every page works without this file.
(() => {
  "use strict";
  const here = location.pathname; // the page that the server drew
  const panel = document.getElementById("beside");
  const offers = panel?.previousElementSibling;
  const roomy = matchMedia("(min-width: 60.01rem)"); // a phone opens the form as a page of its own
  let opener = null;

  const show = () => {
    panel.hidden = false;
    offers.hidden = true;
    panel.parentElement.classList.add("working");
    if (location.pathname !== panel.dataset.path) history.pushState(null, "", panel.dataset.path);
    (panel.querySelector("#errors") || panel.querySelector("h2")).focus();
  };

  // Hidden, not emptied: what was typed is there when the same form is opened again.
  const close = () => {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    offers.hidden = false;
    panel.parentElement.classList.remove("working");
    if (opener?.isConnected) opener.focus();
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
      if (panel?.contains(link) && plain) return inside(event, link);
      const opens = link.getAttribute("hx-target") === "#beside";
      if (!plain || (opens && !roomy.matches)) {
        event.stopPropagation(); // htmx does not hear of it: a new window, or a page of its own
      } else if (opens) {
        opener = link;
        if (panel.dataset.path === link.pathname && panel.dataset.typed) {
          event.preventDefault();
          event.stopPropagation();
          show();
        }
      }
    },
    true,
  );

  // The way out of the form closes it; a line of its errors leads to the field without a new address.
  const inside = (event, link) => {
    const field = link.hash && document.getElementById(link.hash.slice(1));
    if (link.pathname !== here && !field) return;
    event.preventDefault();
    if (field) field.focus();
    else history.back();
  };

  document.addEventListener("keydown", (event) => {
    // Escape in the middle of a Chinese word belongs to the input method.
    if (event.key === "Escape" && !event.isComposing && panel && !panel.hidden) history.back();
  });

  window.addEventListener("popstate", () => {
    if (panel?.dataset.path === location.pathname && panel.firstElementChild) show();
    else if (location.pathname === here) close();
    else location.reload();
  });

  panel?.addEventListener("input", () => {
    panel.dataset.typed = "1";
  });

  // Anything but a part (signed out, refused, gone, busy) is shown as the whole page that it is without
  // scripts; a form is sent again as it stands, with what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, pathInfo } = event.detail;
    if (xhr.status === 200 || xhr.status === 422) return;
    event.preventDefault();
    if (requestConfig.verb === "get") location.assign(pathInfo.finalRequestPath);
    else requestConfig.elt.submit();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const { requestConfig } = event.detail;
    if (event.target === panel) {
      if (requestConfig.verb === "get") {
        panel.dataset.path = requestConfig.path;
        delete panel.dataset.typed;
      }
      show();
      return;
    }
    // On a phone the chips are one line that is pushed sideways: the chosen one is seen.
    event.target.querySelector?.(".chips [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    if (document.activeElement === document.body) {
      document.getElementById("list")?.focus({ preventScroll: true }); // what had the focus is gone
    }
  });

  // htmx notes the address in the browser's storage; it holds what was searched for, so it does not stay.
  const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
  forget();
  document.addEventListener("htmx:pushedIntoHistory", forget);

  document.addEventListener("htmx:sendError", (event) => {
    const at = event.detail.elt.closest("form, #list") || document.getElementById("main");
    at.querySelector(":scope > .unsent")?.remove();
    at.prepend(document.getElementById("unsent").content.cloneNode(true));
  });
})();
