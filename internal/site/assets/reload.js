
// Reload when the server has rendered the book again.
new EventSource("/-/reload").onmessage = () => location.reload();
