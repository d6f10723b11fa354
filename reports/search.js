/* Looks firms up by part of a name or a code; FIRMS, above, has a line for each: code, tab, name. */
(() => {
  const MOST = 50;
  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
  const firms = FIRMS.split("\n").filter(Boolean).map((line) => line.split("\t"));
  const keys = firms.map(([code, name]) => plain(code) + "\n" + plain(name));
  const form = document.querySelector("form.find");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const all = document.getElementById("all");
  const element = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);

  function look() {
    const asked = plain(field.value);
    all.hidden = asked !== "";
    found.replaceChildren();
    if (!asked) return;
    const hits = [];
    keys.forEach((key, at) => { if (key.includes(asked)) hits.push(firms[at]); });
    if (!hits.length) {
      found.append(element("p", `没有找到“${field.value.trim()}”。请检查名称，或输入18位信用代码。`));
      return;
    }
    const more = hits.length > MOST ? `，下面是前${MOST}家，请再写得详细些` : "";
    found.append(element("p", `找到${hits.length}家${more}。`));
    const list = element("ul", "", { className: "rows" });
    for (const [code, name] of hits.slice(0, MOST)) {
      const row = element("li", "");
      const what = element("span", "", { className: "what" });
      what.append(element("a", name, { href: `firms/${code}.html` }));
      row.append(what, element("span", code, { className: "code" }));
      list.append(row);
    }
    found.append(list);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
    try { history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`); } catch { /* from disk */ }
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  look();
})();
