// Moving an appointment: drag it to another cell, or press its button. Either way a dialog asks before anybody is told.
// Without scripts the appointment's own page does the same.
const dialog = document.querySelector("#move");
const form = dialog.querySelector("form");
let dragged = null;

function ask(meeting, start) {
  form.action = meeting.dataset.move;
  form.elements.sequence.value = meeting.dataset.sequence;
  form.elements.start.value = start;
  dialog.querySelector("#move-what").textContent = meeting.dataset.what;
  dialog.showModal();
}

dialog.querySelector("[value=close]").addEventListener("click", () => dialog.close());

for (const meeting of document.querySelectorAll(".meeting[draggable]")) {
  const button = meeting.querySelector(".shift");
  button.hidden = false;
  button.addEventListener("click", () => ask(meeting, meeting.dataset.start));
  meeting.addEventListener("dragstart", (event) => {
    dragged = meeting;
    event.dataTransfer.setData("text/plain", meeting.dataset.what);
  });
  meeting.addEventListener("dragend", () => {
    dragged = null;
  });
}

// A cell of the week is a time; a day of the month keeps the time of day.
for (const cell of document.querySelectorAll("td[data-drop], td[data-day]")) {
  cell.addEventListener("dragover", (event) => {
    if (dragged) {
      event.preventDefault();
      cell.classList.add("over");
    }
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    cell.classList.remove("over");
    ask(dragged, cell.dataset.drop ?? `${cell.dataset.day}T${dragged.dataset.start.slice(11)}`);
  });
}
