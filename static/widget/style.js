// The page's own styles inside a shadow root.

/**
 * Tokens belong to the frame of the widget, where no rule of the host reaches them, and
 * each can be set from outside as `--backissue-…`. Sizes follow the reader's setting, not
 * the host's root element.
 * @param {string} css the page's styles, minified
 * @param {number} unit the reader's font size, in pixels
 */
export const adapt = (css, unit) =>
  css
    .replaceAll(/:root,:host/g, ".widget")
    .replaceAll(/--([\w-]+):([^;}]+)/g, "--$1:var(--backissue-$1,$2)")
    .replaceAll(/(\d*\.?\d+)rem\b/g, (_, size) => `${Number((size * unit).toFixed(3))}px`);

const sheets = new Map();

/** The style sheet for a font size, made once. @param {number} unit */
export const sheet = (unit) => {
  let made = sheets.get(unit);
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(adapt(WIDGET_CSS, unit));
    sheets.set(unit, made);
  }
  return made;
};
