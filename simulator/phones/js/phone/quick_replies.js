// The quick replies under the newest message.

import { el, picture } from "../dom.js";
import { icon } from "../icons.js";
import { slider } from "../messages/carousel.js";
import { t } from "../words.js";

const OWN_ICONS = { camera: "camera", cameraRoll: "picture", location: "place" };

/** The row of quick replies that show now, null when there are none. */
export function quickReplies(view, press) {
  const replies = draw(view, press);
  if (replies.length === 0) return null;
  return slider(el("div", { class: "quick-replies", role: "group", "aria-label": t("quickReplies") }, replies));
}

function draw({ buttons, entries }, press) {
  return buttons
    .filter((button) => button.in === "quickReply")
    .map(({ action, label, entryId }, index) =>
      el(
        "button",
        { type: "button", class: "quick-reply", onclick: () => press(action, entryId) },
        image(entries.at(-1)?.message.quickReply?.items[index]?.imageUrl, action),
        label,
      ),
    );
}

function image(url, action) {
  if (url) return picture(url);
  const own = OWN_ICONS[action.type];
  return own ? icon(own, 18) : null;
}
