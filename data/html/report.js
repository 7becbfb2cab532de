// A source and its words light up together, from either side; n and p go from one attribution to the next.
(function () {
  "use strict";
  var pinned = null;
  function all(q) { return Array.prototype.slice.call(document.querySelectorAll(q)); }
  function light(s) {
    document.body.classList.toggle("some", s !== null);
    all("[data-s]").forEach(function (x) { x.classList.toggle("lit", s !== null && x.getAttribute("data-s") === s); });
  }
  function owner(x) {
    x = x.closest ? x.closest("[data-s]") : null;
    return x ? x.getAttribute("data-s") : null;
  }
  document.addEventListener("mouseover", function (e) { light(owner(e.target) || pinned); });
  document.addEventListener("focusin", function (e) { light(owner(e.target) || pinned); });
  document.addEventListener("focusout", function () { light(pinned); });
  document.addEventListener("click", function (e) {
    if (e.target.closest("a")) return;
    var s = owner(e.target);
    pinned = s === pinned ? null : s;
    light(pinned);
  });
  function step(by) {
    var marks = all(".report .n"), at = marks.indexOf(document.activeElement);
    var next = marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  }
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") { pinned = null; light(null); if (document.activeElement) document.activeElement.blur(); }
    if (e.key === "n") step(1);
    if (e.key === "p") step(-1);
    if (e.key === "Enter" && e.target.classList.contains("card")) {
      var first = document.querySelector('.report [data-s="' + e.target.getAttribute("data-s") + '"]');
      pinned = e.target.getAttribute("data-s");
      light(pinned);
      if (first) first.scrollIntoView({ block: "center" });
    }
  });
})();
