(function () {
  var form = document.getElementById("loc");
  var field = document.getElementById("loc-don-vi");
  var none = document.getElementById("loc-khong-co");
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  }
  var lines = Array.prototype.map.call(document.querySelectorAll("[data-unit]"), function (line) {
    return { line: line, text: plain(line.getAttribute("data-unit")) };
  });
  form.hidden = false;
  field.addEventListener("input", function () {
    var wanted = plain(field.value.trim());
    var shown = 0;
    lines.forEach(function (one) {
      one.line.hidden = wanted !== "" && one.text.indexOf(wanted) < 0;
      shown += one.line.hidden ? 0 : 1;
    });
    document.querySelectorAll("details[data-units]").forEach(function (box) {
      if (wanted !== "") { box.open = true; }
    });
    none.textContent = shown ? "" : none.getAttribute("data-words");
  });
})();
