// Dragging an appointment to another cell fills in the form below the calendar and sends it. Without a mouse the
// appointment's own page does the same.
const form = document.querySelector("#move");
let dragged = null;

for (const meeting of document.querySelectorAll(".meeting[draggable]")) {
  meeting.addEventListener("dragstart", (event) => {
    dragged = meeting;
    event.dataTransfer.setData("text/plain", meeting.textContent);
  });
}
for (const cell of document.querySelectorAll("td[data-start]")) {
  cell.addEventListener("dragover", (event) => {
    if (dragged) {
      event.preventDefault();
      cell.classList.add("over");
    }
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    form.action = dragged.dataset.move;
    form.elements.sequence.value = dragged.dataset.sequence;
    form.elements.start.value = cell.dataset.start;
    form.submit();
  });
}
