// The tables of a large programme: the list has what their cells say.
programme.grid(() => {
  for (const [day, table] of Object.entries(tables)) document.getElementById(day).querySelector('.grid').innerHTML = table;
  for (const cell of document.querySelectorAll('.ge')) {
    const element = document.getElementById(cell.dataset.g), link = element.querySelector('a').cloneNode(true);
    const when = element.querySelector(':scope > .w');
    link.setAttribute('href', '#' + element.id);
    cell.append(link);
    if (when) cell.append(' ', when.cloneNode(true));
    const line = element.querySelector(':scope > .m'), small = document.createElement('small');
    if (line) {
      small.textContent = line.textContent;
      cell.append(' ', small);
    }
  }
});
