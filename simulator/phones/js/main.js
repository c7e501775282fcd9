// The page of phones: reads the world, lays the phones out, and keeps up with what happens.

import { listen } from "./api.js";
import { Desk } from "./desk.js";
import { oncePerFrame } from "./dom.js";
import { Bar } from "./tools/bar.js";
import { Drawer } from "./tools/drawer.js";
import { clockTold, refreshWorld } from "./world.js";
import { language, t } from "./words.js";

const CLOCK_STEP = 5000;

document.documentElement.lang = language;
document.title = `${t("title")} · ${t("subtitle")}`;

await refreshWorld();
const drawer = new Drawer(document.getElementById("drawer"));
const desk = new Desk(document.getElementById("desk"), () => bar.phonesChanged());
const bar = new Bar(document.getElementById("bar"), desk, drawer);
await desk.begin();

const worldChanged = oncePerFrame(async () => {
  await refreshWorld();
  bar.worldChanged();
  await desk.worldChanged();
});

const NEWS = {
  chat: ({ chatId, channelId }) => {
    desk.chatChanged(chatId, channelId);
    bar.usageChanged();
  },
  log: ({ entry }) => drawer.add(entry),
  clock: ({ now }) => {
    clockTold(new Date(typeof now === "number" ? now * 1000 : now));
    tick();
  },
  world: worldChanged,
  faults: worldChanged,
};

function tick() {
  bar.tick();
  desk.tick();
}

// Whatever happened while nobody listened is read anew.
listen(
  (news) => NEWS[news.type]?.(news),
  (connected) => {
    bar.connected(connected);
    if (!connected) return;
    worldChanged();
    drawer.refresh();
  },
);
setInterval(tick, CLOCK_STEP);
