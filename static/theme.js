// Light, dark, or as the system says. Storage may be missing or hold anything.

const KEY = "backissue.theme";
const THEMES = ["auto", "light", "dark"];

/** Ties a `<select>` of themes to the document and to what was chosen before. */
export function followTheme(select) {
  const show = (theme) => {
    document.documentElement.dataset.theme = select.value = theme;
  };
  try {
    const kept = localStorage.getItem(KEY);
    if (THEMES.includes(kept)) show(kept);
  } catch {
    // Private mode: the theme holds for this visit.
  }
  select.addEventListener("change", () => {
    show(THEMES.includes(select.value) ? select.value : "auto");
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // As above.
    }
  });
}
