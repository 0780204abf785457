"use strict";
// Names are completed from the database; the page works without.
const PATHS = {
  director: (text) => ["/api/v1/people?role=director&limit=8&name=" + text, "people", (one) => one.movies_directed],
  actor: (text) => ["/api/v1/people?role=actor&limit=8&name=" + text, "people", (one) => one.movies_acted],
  writer: (text) => ["/api/v1/people?role=writer&limit=8&name=" + text, "people", (one) => one.movies_written],
  company: (text) => ["/api/v1/companies?limit=8&name=" + text, "companies", (one) => one.movies],
  series: (text) => ["/api/v1/series?limit=8&name=" + text, "series", (one) => one.movies],
};
const BY_FIELD = { directors: "director", cast: "actor", companies: "company" };

function complete(input) {
  const list = document.getElementById(input.getAttribute("list"));
  let last = "", waiting = 0;
  input.addEventListener("input", () => {
    const by = input.dataset.completeBy;
    const kind = by ? BY_FIELD[document.getElementById(by).value] : input.dataset.complete;
    const place = kind === "series" ? -1 : input.value.lastIndexOf(";");
    const before = place < 0 ? "" : input.value.slice(0, place + 1) + " ";
    const text = input.value.slice(place + 1).trim();
    clearTimeout(waiting);
    if (!kind || text.length < 2) { list.replaceChildren(); return; }
    waiting = setTimeout(async () => {
      last = text;
      const [path, key, count] = PATHS[kind](encodeURIComponent(text));
      // Whoever leaves the page ends the question; a field without names to choose from is still a field.
      const answer = await fetch(path).catch(() => null);
      if (!answer?.ok || last !== text) return;
      list.replaceChildren(...(await answer.json())[key].map((one) => {
        const option = document.createElement("option");
        option.value = before + one.name;
        option.label = `${one.name} · ${count(one)} films`;
        return option;
      }));
    }, 120);
  });
}

document.querySelectorAll("input[list]").forEach(complete);
// What is to be changed begins as it is now, so that one name of several can be swapped.
const field = document.getElementById("swap-field");
if (field) {
  const begin = () => { document.getElementById("swap-value").value = field.selectedOptions[0].dataset.now; };
  field.addEventListener("change", begin);
  if (!document.getElementById("swap-value").ariaInvalid) begin();
}
document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
});
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
const errors = document.querySelector(".errors");
if (errors) errors.focus();
