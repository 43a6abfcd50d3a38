// The results under the field: in the top layer, where no host cuts them off.

const WIDE = 576, TALL = 640, MARGIN = 8;

/** Puts `panel` below `anchor`, or above where there is more room. */
const place = (anchor, panel) => {
  const { left, top, bottom, width } = anchor.getBoundingClientRect();
  const room = { width: innerWidth, height: visualViewport?.height ?? innerHeight };
  const wide = Math.min(Math.max(width, WIDE), room.width - 2 * MARGIN);
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const wanted = rtl ? left + width - wide : left;
  const below = room.height - bottom - 2 * MARGIN;
  const above = top - 2 * MARGIN;
  const under = below > 240 || below >= above;
  Object.assign(panel.style, {
    left: `${Math.max(MARGIN, Math.min(wanted, room.width - wide - MARGIN))}px`,
    width: `${wide}px`,
    maxHeight: `${Math.min(TALL, Math.max(160, under ? below : above))}px`,
    top: under ? `${bottom + MARGIN / 2}px` : "auto",
    bottom: under ? "auto" : `${innerHeight - top + MARGIN / 2}px`,
  });
};

/**
 * A panel that floats while it is shown.
 * @param {HTMLElement} anchor @param {HTMLElement} panel
 */
export const floating = (anchor, panel) => {
  let off = null;
  // Browsers that know no popovers show it in place.
  panel.setAttribute("popover", "manual");
  panel.hidden = true;
  return {
    show() {
      if (off) return;
      off = new AbortController();
      const follow = () => place(anchor, panel);
      const how = { signal: off.signal, passive: true, capture: true };
      addEventListener("scroll", follow, how);
      addEventListener("resize", follow, how);
      visualViewport?.addEventListener("resize", follow, how);
      panel.hidden = false;
      follow();
      panel.showPopover?.();
    },
    hide() {
      if (!off) return;
      off.abort();
      off = null;
      panel.hidePopover?.();
      panel.hidden = true;
    },
  };
};
