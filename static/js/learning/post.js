/* Sends a form's data as the form itself would, and reads JSON back: { notice, parts: { id: html }, … }. */

export class Unreachable extends Error {}
export class SignedOut extends Error {}

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

/** Resolves to { ok, status, … what the server says }. Throws Unreachable or SignedOut: then the
    server may not have it, and asking again does no harm. */
export async function post(url, data) {
  data.delete("csrfmiddlewaretoken"); // the cookie's is newer than that of a page kept by the browser
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      keepalive: true,
    });
  } catch {
    throw new Unreachable();
  }
  const isAnswer = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (isAnswer) return { ...(await response.json()), ok: response.ok, status: response.status };
  // A page instead of an answer: to sign in (also as somebody else), or of a server in trouble.
  throw response.redirected || response.status < 500 ? new SignedOut() : new Unreachable();
}

/** Puts each part of an answer in the place of the element with its id. */
export function putParts(parts = {}) {
  for (const [id, html] of Object.entries(parts)) {
    const place = document.getElementById(id);
    if (place) place.outerHTML = html;
  }
}

export const newUuid = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );
