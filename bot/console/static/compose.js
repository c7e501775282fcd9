// While one writes, preview and price follow. Without scripts they stand there as saved.
const form = document.querySelector("#compose");
const preview = document.querySelector("#preview");
let waiting = null;
let asked = 0;

async function show() {
  const data = new FormData(form);
  if (data.get("picture")?.size) {
    data.set("picture_chosen", "y");
  }
  data.delete("picture");
  const mine = ++asked;
  const answer = await fetch(form.dataset.preview, { method: "POST", body: data });
  if (answer.ok && mine === asked) {
    preview.innerHTML = await answer.text();
  }
}

// What is sent is what was saved: an edit closes the way out until it is saved.
const send = document.querySelector(".send");

form.addEventListener("input", () => {
  if (send) {
    send.inert = true;
    document.querySelector("#unsaved").textContent = "มีที่แก้แต่ยังไม่ได้บันทึก กดบันทึกก่อนส่ง";
  }
  clearTimeout(waiting);
  waiting = setTimeout(show, 300);
});
