// What the checks share: a server that compresses text, as web hosts do, and
// how to start the browser.
import { createServer } from "node:http";
import { readFile } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".woff2": "font/woff2", ".png": "image/png", ".md": "text/plain; charset=utf-8", ".txt": "text/plain", ".ipynb": "application/json",
};

// serve resolves to a server of a folder on a free port, and its address.
export function serve(folder) {
  const server = createServer((request, answer) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? path + "index.html" : path);
    readFile(file, (error, data) => {
      if (error) {
        answer.writeHead(404).end();
        return;
      }
      const type = types[extname(file)] ?? "application/octet-stream";
      const head = { "content-type": type, "cache-control": "max-age=600" };
      if (/text|svg|json/.test(type) && /gzip/.test(request.headers["accept-encoding"] ?? "")) {
        data = gzipSync(data);
        head["content-encoding"] = "gzip";
      }
      answer.writeHead(200, head).end(data);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({
    address: `http://localhost:${server.address().port}`,
    close: () => server.close(),
  })));
}

export const open = {
  executablePath: process.env.CHROME_PATH,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"],
};
