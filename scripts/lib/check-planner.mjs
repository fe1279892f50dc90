/** Fetches the served page the way a browser begins to: the document, its policy, and every script and style it names. */

const fetchOk = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response;
};

/** What was seen, in one line. Throws when a part of the page is missing or of the wrong type. */
export const checkPlanner = async (address) => {
  const page = await fetchOk(address);
  if (!page.headers.get('content-security-policy')) throw new Error(`${address}: no Content-Security-Policy`);
  const html = await page.text();
  const parts = [...html.matchAll(/(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g)].map(
    (match) => new URL(match[1], address),
  );
  if (!parts.some((part) => part.pathname.endsWith('.js'))) throw new Error(`${address}: the page names no script`);
  for (const part of parts) {
    const type = (await fetchOk(part)).headers.get('content-type') ?? '';
    const wanted = part.pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
    if (!type.startsWith(wanted)) throw new Error(`${part}: ${type} instead of ${wanted}`);
  }
  return `page and ${parts.length} scripts and styles`;
};
