/* Numbers as people type them, read as foundation/numbers.py reads them. */

import { decimal } from "./decimals.js";

const LONGEST = 30;
const GROUPED = /^([+-]?) ?([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+|)(\.\d*)?$/;

/** A decimal, or null for what the server would not understand either. */
export function parseNumber(text) {
  const typed = text
    .replace(/[０-９]/g, (digit) => String(digit.codePointAt(0) - 0xff10))
    .replace(/[−－–﹣]/g, "-")
    .replaceAll("＋", "+")
    .replaceAll("．", ".")
    .replace(/[，﹐]/g, ",")
    .replace(/[\u00a0\u2009\u202f\u3000]/g, " ")
    .replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  const parts = typed.length <= LONGEST && /\d/.test(typed) ? GROUPED.exec(typed) : null;
  if (!parts) return null;
  const [, sign, whole, fraction = ""] = parts;
  return decimal(`${sign === "-" ? "-" : ""}${whole.replace(/[, ]/g, "") || "0"}${fraction.length > 1 ? fraction : ""}`);
}
