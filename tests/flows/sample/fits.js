// What of a page is cut, lies over something else, or makes it scroll sideways, in words; nothing if all
// of it can be read where it stands.
() => {
  const GLYPHS = 6;  // a line's box is so many pixels higher than what is drawn in it, top and bottom
  const told = [], wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) told.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);

  // A label that the style puts before a cell is no text of the page: put one in its place to measure it.
  const labels = [];
  for (const cell of document.querySelectorAll("[data-label]")) {
    const look = getComputedStyle(cell, "::before");
    if (look.content === "none" || !cell.checkVisibility()) continue;
    const label = document.createElement("span");
    label.textContent = cell.dataset.label;
    for (const name of ["position", "float", "left", "width", "marginLeft", "display"]) label.style[name] = look[name];
    cell.prepend(label);
    labels.push(label);
  }

  const placed = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const words = node.data.trim().slice(0, 24), parent = node.parentElement;
    if (!words || !parent.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || parent.closest("script, style, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      placed.push({ box, words });
      if (box.left < -1 || box.right > wide + 1) told.push(`beyond the edge: ${words}`);
      for (let around = parent; around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around), room = around.getBoundingClientRect();
        if ((overflowX !== "visible" && (box.right > room.right + 1 || box.left < room.left - 1))
          || (overflowY !== "visible" && (box.bottom > room.bottom + 1 || box.top < room.top - 1))) told.push(`cut: ${words}`);
      }
    }
  }
  placed.sort((one, other) => one.box.top - other.box.top);
  placed.forEach(({ box: one, words }, i) => {
    for (let j = i + 1; j < placed.length && placed[j].box.top <= one.bottom - GLYPHS; j++) {
      const other = placed[j].box;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 && Math.min(one.bottom, other.bottom) - other.top > GLYPHS) {
        told.push(`one over the other: ${words} / ${placed[j].words}`);
      }
    }
  });
  labels.forEach((each) => each.remove());
  return [...new Set(told)];
}
