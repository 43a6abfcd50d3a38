import { open } from "https://example.org/search/backissue.js";

const index = await open("https://example.org/search/");
const { total, results } = await index.search("", {
  filters: "kind:crate-of-the-week",
  sort: "newest",
  limit: 5,
  facets: false,
});
for (const { title, url } of results) {
  const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
  const item = document.createElement("li");
  item.append(link);
  document.getElementById("crates").append(item);
}
document.title = `The newest of ${total} crates of the week`;
index.close();
