// The page's address says which phones are open, and where: ?phones=U1,U2.C3&channel=1001
// U2.C3 is the phone of U2 with the chat C3 open; `channel` is the one that phones show first.

const query = new URLSearchParams(location.search);

/** The phones named in the address: `[{userId, chatKey?}]`, or null when it names none. */
export function phonesInAddress() {
  const names = query.get("phones");
  return names === null ? null : names.split(",").filter(Boolean).map(fromText);
}

export const channelInAddress = () => query.get("channel");

/** Keep the open phones and the channel in the address, without a new step in the browser's history. */
export function writeAddress(phones, channelId) {
  query.set("phones", phones.map(toText).join(","));
  if (channelId) query.set("channel", channelId);
  else query.delete("channel");
  history.replaceState(null, "", `?${query.toString().replaceAll("%2C", ",")}`);
}

/** The address of this page in another language. */
export function addressIn(language) {
  const other = new URLSearchParams(query);
  other.set("lang", language);
  return `?${other}`;
}

function fromText(text) {
  const [userId, chatKey] = text.split(".");
  return { userId, chatKey };
}

function toText({ userId, chatKey }) {
  return chatKey ? `${userId}.${chatKey}` : userId;
}
