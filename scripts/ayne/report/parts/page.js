"use strict";
// Tables that are searched and sorted: all rows are in the page, a few at a time are in the document.
const say = {
  usd: (value) => {
    const [size, letter] = [[1e9, "B"], [1e6, "M"], [1e3, "k"], [1, ""]].find(([size]) => value >= size * 0.9995 || size === 1);
    const three = (value / size).toPrecision(3);
    return "$" + (Number(three) * size === value ? Number(three) : three) + letter;
  },
  number: (value) => value.toLocaleString("en-US"),
  percent: (value) => (100 * value).toFixed(0) + "\u00a0%",
  times: (value) => value.toFixed(2),
  decimal: (value) => value.toFixed(1),
};
const fold = (text) => String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const box of document.querySelectorAll(".sortable")) {
  const rows = JSON.parse(box.querySelector("script").textContent);
  const heads = [...box.querySelectorAll("thead th")];
  const kinds = heads.map((head) => head.dataset.kind);
  const words = rows.map((row) => fold(row.filter((_, place) => kinds[place] === "text" || kinds[place] === "date").join(" ")));
  const [body, input, count, more] = ["tbody", "input", ".count", ".more"].map((part) => box.querySelector(part));
  const page = Number(box.dataset.page);
  let order = rows.map((_, place) => place);
  let shown = page;

  const draw = () => {
    const wanted = fold(input.value.trim()).split(/\s+/);
    const found = order.filter((place) => wanted.every((word) => words[place].includes(word)));
    body.replaceChildren(...found.slice(0, shown).map((place) => {
      const line = document.createElement("tr");
      rows[place].forEach((value, column) => {
        const cell = line.insertCell();
        const kind = kinds[column];
        if (kind === "text" || kind === "date") cell.className = kind === "date" ? "text date" : "text";
        cell.textContent = value === null ? "–" : (say[kind] || String)(value);
      });
      return line;
    }));
    count.textContent = `${Math.min(shown, found.length).toLocaleString("en-US")} of ${found.length.toLocaleString("en-US")} shown`;
    more.hidden = found.length <= shown;
  };
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
  const sort = (column) => {
    // Words from A on, numbers and dates from the greatest on; unknown is last either way.
    const first = kinds[column] === "text" ? "ascending" : "descending";
    const now = heads[column].getAttribute("aria-sort");
    const way = now === null ? first : now === "ascending" ? "descending" : "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", way);
    const sign = way === "ascending" ? 1 : -1;
    order.sort((i, j) => {
      const [a, b] = [rows[i][column], rows[j][column]];
      if (a === null || b === null) return (a === null) - (b === null) || i - j;
      return sign * compare(a, b) || i - j;
    });
    shown = page;
    draw();
  };
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => sort(column)));
  input.addEventListener("input", () => { shown = page; draw(); });
  more.addEventListener("click", () => { shown += 4 * page; draw(); });
  draw();
}

// The movies to come: found by any word that a line or what is in it says, by month or ranked.
for (const box of document.querySelectorAll(".outlook")) {
  const movies = [...box.querySelectorAll(".movie")];
  const months = [...box.querySelectorAll(".month")];
  const homes = movies.map((movie) => movie.parentElement);
  const words = movies.map((movie) => fold(movie.textContent + " " + movie.dataset.month));
  const [input, order, ranked, count] = ["input", "select", ".ranked", ".count"].map((part) => box.querySelector(part));

  const show = () => {
    const wanted = fold(input.value.trim()).split(/\s+/);
    movies.forEach((movie, place) => { movie.hidden = !wanted.every((word) => words[place].includes(word)); });
    months.forEach((month) => { month.hidden = !month.querySelector(".movie:not([hidden])"); });
    const found = movies.filter((movie) => !movie.hidden).length;
    count.textContent = `${found.toLocaleString("en-US")} of ${movies.length.toLocaleString("en-US")}`;
  };
  const sort = () => {
    const key = order.value;
    // Without a chance of payback, a movie is last.
    const value = (movie) => (movie.dataset[key] === "" ? -1 : Number(movie.dataset[key]));
    const sorted = key ? [...movies].sort((a, b) => value(b) - value(a)) : movies;
    sorted.forEach((movie) => (key ? ranked : homes[movies.indexOf(movie)]).append(movie));
    ranked.hidden = !key;
    show();
  };
  const open = () => {
    const linked = location.hash.startsWith("#movie-") && document.getElementById(location.hash.slice(1));
    if (linked) linked.open = true;
  };
  input.addEventListener("input", show);
  order.addEventListener("change", sort);
  addEventListener("hashchange", open);
  open();
  sort();
}
