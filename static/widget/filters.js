// Fixed restrictions: `kind:crate-of-the-week year:2019,2021 label:"disposition: close"`.

/** Fields that the search page takes from its address; the others go into the query. */
const IN_ADDRESS = ["group", "kind", "year", "date", "domain", "label", "country", "mode", "team"];

/** @param {string} text @returns {{ field: string, values: string[] }[]} */
export const parseFilters = (text) =>
  [...text.matchAll(/([\w-]+):(?:"([^"]+)"|([^\s"]+))/g)].map(([, field, quoted, plain]) => ({
    field,
    values: quoted ? [quoted] : plain.split(",").filter(Boolean),
  }));

const asText = ({ field, values }) =>
  `${field}:${values.some((value) => /\s/.test(value)) ? `"${values[0]}"` : values.join(",")}`;

/**
 * What the search page must be asked for to find the same: names and values of its
 * address.
 * @param {string} query @param {{ field: string, values: string[] }[]} filters
 * @returns {[string, string][]}
 */
export const pageFields = (query, filters) => {
  const others = filters.filter(({ field }) => !IN_ADDRESS.includes(field)).map(asText);
  const known = filters.filter(({ field }) => IN_ADDRESS.includes(field));
  return [
    ["q", [others.length && query.includes(" OR ") ? `(${query})` : query, ...others].join(" ").trim()],
    ...known.flatMap(({ field, values }) => values.map((value) => [field, value])),
  ];
};
