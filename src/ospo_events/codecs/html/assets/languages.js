// The same page in another language, at the same place: the day, the filters and the session that the address names.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}
