// Dialogs that make something new: a person, a group, a channel.

import { act, post, Refused } from "../api.js";
import { el } from "../dom.js";
import { field, tick } from "../forms.js";
import { icon } from "../icons.js";
import { channel, people } from "../world.js";
import { t } from "../words.js";

/** Ask for a name and make a person, at once a friend of the channel if wished. */
export function addPerson(channelId) {
  const account = channel(channelId);
  const name = nameInput(t("personExample"));
  const friend = el("input", { type: "checkbox", checked: true });
  return dialog(t("addPerson"), [field(t("name"), name), account && tick(t("befriend", account), friend)], async () => {
    const { userId } = await post("/sim/people", { name: name.value.trim() });
    if (account && friend.checked) await act(userId, { channelId }, "follow");
  });
}

/** Ask for name and members and make a group, with the bot if wished. */
export function addGroup(channelId) {
  const account = channel(channelId);
  const name = nameInput(t("groupExample"));
  const members = people().map((one) => ({ one, box: el("input", { type: "checkbox", checked: true }) }));
  const bot = el("input", { type: "checkbox", checked: true });
  const content = [
    field(t("name"), name),
    el("fieldset", {}, el("legend", {}, t("members")), members.map(({ one, box }) => tick(one.name, box))),
    account && tick(t("withBot", account), bot),
  ];
  return dialog(t("addGroup"), content, () =>
    post("/sim/groups", {
      name: name.value.trim(),
      members: members.filter(({ box }) => box.checked).map(({ one }) => one.userId),
      bot: Boolean(account) && bot.checked,
      channel: channelId,
    }),
  );
}

/** Ask for name and webhook, open a channel, and show what the bot needs to know. */
export async function addChannel() {
  const name = nameInput(t("channelExample"));
  const webhook = el("input", { type: "url", placeholder: "http://127.0.0.1:5000/callback", autocomplete: "off" });
  let opened = null;
  await dialog(t("addChannel"), [field(t("name"), name), field(t("webhookUrl"), webhook)], async () => {
    opened = await post("/sim/channels", { name: name.value.trim(), webhook: webhook.value });
  });
  if (opened) await showSecrets(opened);
}

function showSecrets({ name, channelId, secret, token }) {
  const shown = (words, value) => field(words, el("input", { readonly: true, value, onfocus: (event) => event.target.select() }));
  const content = [
    el("p", { class: "help" }, t("channelReadyText")),
    shown("Host", location.origin),
    shown("Channel ID", channelId),
    shown("Channel secret", secret),
    shown("Channel access token", token),
  ];
  return dialog(t("channelReady", { name }), content, () => undefined, t("done"));
}

const nameInput = (placeholder) => el("input", { required: true, maxlength: "40", placeholder, autocomplete: "off", autofocus: true });

/** A dialog with a form; resolves when it is closed. `make()` runs on the big button and may be refused. */
function dialog(title, content, make, verb = t("create")) {
  return new Promise((resolve) => {
    const problem = el("p", { class: "problem", role: "alert" });
    const box = el("dialog", { class: "dialog", "aria-label": title });
    const submit = async (event) => {
      event.preventDefault();
      try {
        await make();
        box.close();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        problem.textContent = error.message;
      }
    };
    box.append(
      el(
        "form",
        { class: "form", onsubmit: submit },
        el("header", {}, el("h2", {}, title), el("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => box.close() }, icon("close", 20))),
        content.filter(Boolean),
        problem,
        el("button", { class: "big-button" }, verb),
      ),
    );
    box.addEventListener("close", () => {
      box.remove();
      resolve();
    });
    document.body.append(box);
    box.showModal();
  });
}
