// What happens when something is pressed. What only concerns the phone is done here; the rest is the simulator's.

import { act } from "../api.js";
import { picture, webAddress } from "../dom.js";
import { actionLabel } from "../messages/pressable.js";
import { t } from "../words.js";
import { pickDatetime } from "./date_picker.js";
import { askPlace } from "./place_sheet.js";
import { showPicture } from "./sheet.js";

const ON_THE_PHONE = {
  uri: openLink,
  picture: ({ uri }, _, { layer }) => showPicture(layer, picture(uri, { loading: "eager" })),
  clipboard: async ({ clipboardText }, _, { toast }) => {
    await navigator.clipboard?.writeText(clipboardText).catch(() => undefined); // not allowed everywhere; the toast says what it was
    toast(`${t("copied")}: ${clipboardText}`);
  },
  camera: (_, __, { composer }) => composer.choosePicture(true),
  cameraRoll: (_, __, { composer }) => composer.choosePicture(false),
  location: (_, __, { userId, chat, layer }) => askPlace(userId, chat, layer),
};

/** Do what an action says. `tools` are userId, chat, view, layer, toast and composer of the open chat. */
export async function pressAction(action, entryId, tools) {
  const here = ON_THE_PHONE[action.type];
  if (here) return here(action, entryId, tools);
  let value;
  if (action.type === "datetimepicker") {
    value = await pickDatetime(tools.layer, action);
    if (value === null) return undefined;
  }
  return tap(action, entryId, value, tools);
}

/** Press exactly this button: several may have the same label. */
function tap(action, entryId, value, { userId, chat, view }) {
  const wanted = JSON.stringify(action);
  const button = view.buttons.find((one) => (one.entryId ?? undefined) === entryId && JSON.stringify(one.action) === wanted);
  return act(userId, chat, "tap", { label: button?.label ?? actionLabel(action), entryId, value, action });
}

function openLink({ uri }, _, { toast }) {
  if (webAddress(uri)) window.open(uri, "_blank", "noopener");
  else if (uri.startsWith("tel:")) toast(t("calls", { address: uri.slice(4) }));
  else toast(t("cannotOpen", { address: uri }));
}
