const log = document.getElementById("log");

document.addEventListener("backissue:search", ({ detail }) => {
  log.textContent = `${detail.total} results for ${detail.query}`;
});
document.addEventListener("backissue:select", (event) => {
  event.preventDefault(); // the link is not followed
  log.textContent = `${event.detail.title}: ${event.detail.url}`;
});
document.addEventListener("backissue:error", ({ detail }) => {
  log.textContent = detail.message;
});
