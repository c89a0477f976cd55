"use strict";
// Filters and groups what is on the page already; nothing is loaded and nothing is sent.
(() => {
  const form = document.querySelector(".filters");
  const main = document.querySelector("main");
  if (!form) return;

  const search = form.querySelector("#search");
  const file = form.querySelector("#file");
  const group = form.querySelector("#group");
  const fixable = form.querySelector("#fixable");
  const boxes = [...form.querySelectorAll("[name=severity]")];
  const none = document.querySelector("#none");
  const links = [...document.querySelectorAll("nav li")];
  const byRule = [...main.querySelectorAll("section")];
  const entries = byRule.flatMap((section) =>
    [...section.querySelectorAll(":scope > ol > li")].map((item) => ({
      item,
      section,
      rule: section.dataset.rule,
      file: item.dataset.file || "",
      severity: item.className,
      fixable: "fixable" in item.dataset,
      text: null,
    })),
  );
  let sections = byRule;

  const words = (entry) => (entry.text ??= `${entry.rule} ${entry.item.textContent}`.toLowerCase());

  function filter() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const counts = new Map();
    let shown = 0;
    for (const entry of entries) {
      const fits =
        (!boxes.length || severities.has(entry.severity)) &&
        (!file?.value || entry.file === file.value) &&
        (!fixable.checked || entry.fixable) &&
        wanted.every((word) => words(entry).includes(word));
      if (entry.item.hidden === fits) entry.item.hidden = !fits;
      if (fits) {
        shown += 1;
        counts.set(entry.rule, (counts.get(entry.rule) || 0) + 1);
      }
    }
    for (const section of sections) section.hidden = !section.querySelector(":scope > ol > li:not([hidden])");
    byRule.forEach((section, index) => {
      const count = counts.get(section.dataset.rule) || 0;
      links[index].hidden = !count;
      links[index].querySelector("em").textContent = count.toLocaleString("en");
    });
    none.hidden = shown > 0;
    form.querySelector("#shown").textContent =
      shown === entries.length ? "" : `${shown.toLocaleString("en")} of ${entries.length.toLocaleString("en")}`;
  }

  function regroup() {
    const files = new Map();
    for (const entry of entries) {
      const home = group.value === "file" ? fileSection(files, entry.file) : entry.section;
      entry.item.dataset.rule = entry.rule;
      home.querySelector("ol").append(entry.item);
    }
    sections = group.value === "file" ? [...files.keys()].sort().map((name) => files.get(name)) : byRule;
    main.replaceChildren(...sections, none);
    main.classList.toggle("by-file", group.value === "file");
    document.querySelector("nav").hidden = group.value === "file";
    filter();
  }

  function fileSection(files, name) {
    if (!files.has(name)) {
      const section = document.createElement("section");
      const heading = document.createElement("h2");
      heading.textContent = name || "No file";
      section.append(heading, document.createElement("ol"));
      files.set(name, section);
    }
    return files.get(name);
  }

  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("change", (event) => (event.target === group ? regroup() : filter()));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      filter();
    }
  });
  form.hidden = false;
  // A browser keeps what was chosen over a reload.
  if (group?.value === "file") regroup();
  else filter();
})();
