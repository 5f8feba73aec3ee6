
// Reload when the server has rendered the book again since it sent this page.
{
  const [page] = performance.getEntriesByType("navigation");
  const version = page?.serverTiming?.find((t) => t.name === "version")?.description ?? "";
  new EventSource("/-/reload?version=" + encodeURIComponent(version)).onmessage = () => location.reload();
}
