// An archive made to break a page: markup, scripts and addresses that must stay text,
// more words than are completed, and writing from right to left.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const EVIL = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;

const letters = "abcdefghijklmnopqrstuvwxyz";
const many = Array.from({ length: 300 }, (_, n) => `zeb${letters[n % 26]}${letters[Math.floor(n / 26)]}ra`);

const ISSUE = `Title: This Week in <script>alert(1)</script>
Number: 700
Date: 2026-04-01
Category: This Week in Rust

## Updates from Rust Community

### Observations/Thoughts <img src=x onerror=alert(1)>
* [hostile &lt;img src=x onerror=alert(1)&gt; title](https://example.com/"onclick="alert(1))
* [hostile \`<script>alert(1)</script>\`](https://example.com/b)
* [hostile address](javascript:alert(1))
* [hostile data](data:text/html,<script>alert(1)</script>)
* [العربية من اليمين إلى اليسار](https://example.com/rtl)
${many.map((word) => `* [hostile ${word}](https://example.com/${word})`).join("\n")}

## Quote of the Week

> hostile <iframe src="https://evil.example"></iframe> words

– [<b onmouseover=alert(1)>Mallory</b>](https://example.com/quote)
`;

/** Builds the search over it; gives its folder. */
export function hostileSite() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "backissue-hostile-"));
  const archive = path.join(folder, "archive");
  fs.mkdirSync(archive);
  fs.writeFileSync(path.join(archive, "2026-04-01-this-week-in-rust.md"), ISSUE);
  execFileSync(process.env.BACKISSUE, ["build", archive, "--out", path.join(folder, "site")]);
  return path.join(folder, "site");
}
