// Filters the findings, follows links to them, copies fixes. All else of the page works without it.
"use strict";
(() => {
  const form = document.getElementById("filters");
  document.documentElement.classList.add("js");
  const names = ["severity", "status", "verdict", "module", "account"];
  const current = ["new", "open", "changed", "reopened"];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const field = document.getElementById("text");

  // Each finding with its parts in lower case; the texts are read when they are first asked for.
  const articles = Array.from(document.querySelectorAll(".finding"));
  const groups = Array.from(document.querySelectorAll(".group"));
  const parts = Array.from(document.querySelectorAll(".part:not(.always)"));
  const places = new Map(groups.map((group, i) => [group, i]));
  const partPlaces = new Map(parts.map((part, i) => [part, i]));
  const entries = articles.map((article) => ({
    article,
    group: places.get(article.closest(".group")),
    data: Object.fromEntries(names.map((name) => [name, article.dataset[name]])),
    shown: true,
    text: null,
  }));
  const groupParts = groups.map((group) => partPlaces.get(group.closest(".part")));
  const shownGroups = groups.map(() => true);
  const shownParts = parts.map(() => true);
  let headings = null;
  let linked = {};

  const textOf = (entry) => {
    if (entry.text === null) {
      headings ??= groups.map((group) => (group.querySelector("h3")?.textContent ?? "").toLowerCase());
      entry.text = entry.article.textContent.toLowerCase() + "\n" + (headings[entry.group] ?? "");
    }
    return entry.text;
  };

  const chosen = () => {
    const filter = { ...linked };
    const data = new FormData(form);
    for (const name of names) {
      const values = data.getAll(name).filter((value) => value !== "");
      if (values.length > 0) filter[name] = values;
    }
    return filter;
  };

  const show = (element, isShown) => { element.hidden = !isShown; };

  const apply = () => {
    const filter = Object.entries(chosen());
    const words = field.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const nowGroups = new Array(groups.length).fill(false);
    const nowParts = new Array(parts.length).fill(false);
    let shown = 0;
    for (const entry of entries) {
      const fits = filter.every(([name, values]) => values.includes(entry.data[name]))
        && words.every((word) => textOf(entry).includes(word));
      if (fits) {
        shown += 1;
        nowGroups[entry.group] = true;
        nowParts[groupParts[entry.group]] = true;
      }
      if (fits !== entry.shown) show(entry.article, entry.shown = fits);
    }
    nowGroups.forEach((isShown, i) => {
      if (isShown !== shownGroups[i]) show(groups[i], shownGroups[i] = isShown);
    });
    nowParts.forEach((isShown, i) => {
      if (isShown !== shownParts[i]) show(parts[i], shownParts[i] = isShown);
    });
    const number = (value) => value.toLocaleString("en-US");
    count.textContent = count.dataset.words.replace("{0}", number(shown)).replace("{1}", number(entries.length));
    nothing.hidden = shown > 0;
  };

  // One pass for what several keystrokes ask between two pictures, and the address when they pause.
  let frame = 0;
  let pause = 0;
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(() => { frame = 0; apply(); });
    clearTimeout(pause);
    pause = setTimeout(remember, 400);
  };

  const remember = () => {
    const pairs = new URLSearchParams();
    for (const [name, values] of Object.entries(chosen())) pairs.set(name, values.join(","));
    if (field.value.trim() !== "") pairs.set("text", field.value.trim());
    try { history.replaceState(null, "", "#" + pairs); } catch { /* Not every place lets its address change. */ }
  };

  const reset = () => {
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    for (const list of form.querySelectorAll("select")) list.value = "";
    field.value = "";
    linked = {};
  };

  // #severity=high,low&text=words filters; #ID goes to a finding, #fix-1 to a group.
  const follow = () => {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      reset();
      const pairs = new URLSearchParams(hash);
      field.value = pairs.get("text") ?? "";
      for (const name of names) {
        const values = (pairs.get(name) ?? "").split(",").filter((value) => value !== "")
          .flatMap((value) => name === "status" && value === "current" ? current : [value]);
        if (values.length === 0) continue;
        const boxes = form.querySelectorAll(`input[name="${name}"]`);
        const list = form.querySelector(`select[name="${name}"]`);
        if (boxes.length > 0) {
          const found = Array.from(boxes).filter((box) => values.includes(box.value));
          for (const box of found) box.checked = true;
          if (found.length === 0) linked[name] = values;
        } else if (list && values.length === 1 && Array.from(list.options).some((option) => option.value === values[0])) {
          list.value = values[0];
        } else {
          linked[name] = values;
        }
      }
      apply();
      return;
    }
    const target = hash === "" ? null : document.getElementById(hash);
    if (!target) return;
    if (target.closest("[hidden]")) { reset(); apply(); }
    const details = target.querySelector("details");
    if (details) details.open = true;
    target.scrollIntoView();
  };

  const copy = async (button) => {
    const fix = button.parentElement;
    const text = (fix.querySelector("pre") ?? fix.querySelector("p")).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.textContent;
    if (label === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button);
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll(".finding:not([hidden]) > details:not([open])"));
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of closed) details.open = false; });

  if (!form) return;
  form.hidden = false;
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); reset(); soon(); });
  addEventListener("hashchange", follow);
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input[type=search], select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape" && event.target === field && field.value !== "") {
      field.value = "";
      soon();
    }
  });
  // The texts are read before anybody types, a few at a time.
  const prepare = (start) => {
    const end = performance.now() + 8;
    let i = start;
    while (i < entries.length && performance.now() < end) textOf(entries[i++]);
    if (i < entries.length) setTimeout(prepare, 0, i);
  };
  setTimeout(prepare, 0, 0);
  apply();
  follow();
})();
