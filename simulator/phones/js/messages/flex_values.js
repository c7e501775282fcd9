// The values of Flex properties in CSS: LINE's keywords become pixels, pixels and percentages pass, anything else is dropped.

const SPACES = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const BORDERS = { none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const TEXTS = {
  xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px",
};
const IMAGES = {
  xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px", "3xl": "180px", "4xl": "200px",
  "5xl": "220px", full: "100%",
};
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;
const ANGLE = /^-?\d+(\.\d+)?deg$/;

function measure(value, keywords) {
  if (value in keywords) return keywords[value];
  return LENGTH.test(value) ? value : null;
}

export const space = (value) => measure(value, SPACES);
export const border = (value) => measure(value, BORDERS);
export const textSize = (value = "md") => measure(value, TEXTS) ?? TEXTS.md;
export const imageSize = (value = "md") => measure(value, IMAGES) ?? IMAGES.md;
export const bubbleWidth = (value) => BUBBLES[value] ?? BUBBLES.mega;

/** #RRGGBB or #RRGGBBAA, otherwise null. */
export const colour = (value) => (COLOUR.test(value) ? value : null);

/** width / height of an aspectRatio such as 20:13. */
export function ratio(value = "1:1") {
  const [width, height] = value.split(":").map(Number);
  return width > 0 && height > 0 ? `${width} / ${height}` : "1 / 1";
}

/** A box's linear gradient in CSS, otherwise null. */
export function gradient(background) {
  if (background?.type !== "linearGradient" || !ANGLE.test(background.angle)) return null;
  const [from, to] = [colour(background.startColor), colour(background.endColor)];
  if (!from || !to) return null;
  const between = colour(background.centerColor);
  const middle = between ? `${between} ${LENGTH.test(background.centerPosition) ? background.centerPosition : "50%"}, ` : "";
  return `linear-gradient(${background.angle}, ${from}, ${middle}${to})`;
}

const ACROSS = { start: "flex-start", center: "center", end: "flex-end" };
const DOWN = { top: "flex-start", center: "center", bottom: "flex-end" };

export const align = (value) => ACROSS[value] ?? null;
export const gravity = (value) => DOWN[value] ?? null;
