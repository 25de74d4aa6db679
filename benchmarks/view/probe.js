// Runs in every measured page before its own scripts: tells when a picture is drawn, the same for all.
(() => {
  const seen = { draws: 0, waiting: [] };
  const frame = () => new Promise(requestAnimationFrame);
  const drawn = (whole) => {
    seen.draws += 1;
    if (whole) for (const done of seen.waiting.splice(0)) frame().then(frame).then(done);
  };

  // vis-network draws everything each time; "network" is what pyvis calls its own.
  let network = null;
  Object.defineProperty(window, "network", {
    configurable: true,
    get: () => network,
    set(made) {
      network = made;
      network.on("afterDrawing", () => drawn(true));
    },
  });

  // Ours says on its container whether the whole is drawn; the observer hears of equal values too.
  document.addEventListener("DOMContentLoaded", () => {
    const own = document.getElementById("graph");
    const look = () => drawn(own.dataset.drawn === "whole");
    if (own) new MutationObserver((records) => records.forEach(look)).observe(own, { attributeFilter: ["data-drawn"] });
    if (own?.dataset.drawn) look();
  });

  const container = () => document.getElementById("graph") ?? document.getElementById("mynetwork");
  const whole = () => new Promise((done) => seen.waiting.push(done));
  const first = whole();
  window.bench = {
    draws: () => seen.draws,
    /** Resolve two frames after the first whole picture, and after the next. */
    first: () => first,
    whole,
    frames: () => frame().then(frame),
    size: () => [container().clientWidth, container().clientHeight],
    /** A point at the left border where no node lies, so that a drag there moves the camera. */
    ground() {
      const box = container().getBoundingClientRect();
      for (let y = box.height / 2; y < box.height; y += 7) {
        const [x, inside] = [10, document.elementFromPoint(box.x + 10, box.y + y)];
        if (container().contains(inside) && network?.getNodeAt({ x, y }) === undefined) return [box.x + x, box.y + y];
      }
      throw new Error("there is no ground to drag");
    },
    /** Hide a class: a click on our filter box, a new mask for our engine, one update of vis-network's data. */
    hide(label) {
      if (window.hideOwn) return window.hideOwn(window.members);
      if (network) {
        const hidden = true;
        const gone = new Set(window.members);
        window.nodes.update([...gone].map((id) => ({ id, hidden })));
        const touched = window.edges.get({ filter: (edge) => gone.has(edge.from) || gone.has(edge.to) });
        return window.edges.update(touched.map(({ id }) => ({ id, hidden })));
      }
      const boxes = [...document.querySelectorAll('[data-facet="class"] .box')];
      boxes.find((box) => box.querySelector(".name").textContent === label).querySelector("input").click();
      return null;
    },
  };
})();
