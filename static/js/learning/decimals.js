/* Decimal arithmetic as the server does it (foundation/formulas.py): 28 digits, halves away from zero, exponents to 40.
   A decimal is { digits: BigInt, exponent: integer } and means digits × 10^exponent. */

const PRECISION = 28;
const LARGEST_EXPONENT = 40;
const SMALLEST_EXPONENT = -LARGEST_EXPONENT - PRECISION + 1;

export class CannotBeWorkedOut extends Error {}

const magnitude = (digits) => (digits < 0n ? -digits : digits);
const lengthOf = (digits) => magnitude(digits).toString().length;
const power = (exponent) => 10n ** BigInt(exponent);

/** digits ÷ divisor to a whole number, halves away from zero. */
function halfUp(digits, divisor) {
  const whole = digits / divisor;
  const rest = magnitude(digits % divisor) * 2n;
  if (rest < magnitude(divisor)) return whole;
  return whole + ((digits < 0n) === (divisor < 0n) ? 1n : -1n);
}

function shifted({ digits, exponent }, to) {
  if (to <= exponent) return { digits: digits * power(exponent - to), exponent: to };
  return { digits: halfUp(digits, power(to - exponent)), exponent: to };
}

/** The number to so many significant digits. */
export function rounded(number, precision = PRECISION) {
  let result = number;
  const surplus = lengthOf(number.digits) - precision;
  if (surplus > 0) result = shifted(number, number.exponent + surplus);
  if (lengthOf(result.digits) > precision) result = shifted(result, result.exponent + 1);
  if (result.exponent < SMALLEST_EXPONENT) result = shifted(result, SMALLEST_EXPONENT);
  if (result.digits !== 0n && result.exponent + lengthOf(result.digits) - 1 > LARGEST_EXPONENT) throw new CannotBeWorkedOut();
  return result;
}

/** From `-12.50`. */
export function decimal(text) {
  const [whole, fraction = ""] = text.split(".");
  return { digits: BigInt(`${whole}${fraction}`), exponent: -fraction.length };
}

function aligned(left, right) {
  const exponent = Math.min(left.exponent, right.exponent);
  return [shifted(left, exponent).digits, shifted(right, exponent).digits, exponent];
}

export function compare(left, right) {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export const negated = ({ digits, exponent }) => rounded({ digits: -digits, exponent });
export const absolute = ({ digits, exponent }) => rounded({ digits: magnitude(digits), exponent });

export function added(left, right) {
  const [a, b, exponent] = aligned(left, right);
  return rounded({ digits: a + b, exponent });
}

export const subtracted = (left, right) => added(left, { digits: -right.digits, exponent: right.exponent });

export function multiplied(left, right) {
  return rounded({ digits: left.digits * right.digits, exponent: left.exponent + right.exponent });
}

export function divided(left, right) {
  if (right.digits === 0n) throw new CannotBeWorkedOut();
  const extra = Math.max(0, PRECISION + 2 + lengthOf(right.digits) - lengthOf(left.digits));
  const digits = left.digits * power(extra);
  const whole = digits / right.digits;
  const exponent = left.exponent - right.exponent - extra;
  if (whole * right.digits === digits) return rounded({ digits: whole, exponent });
  // One digit more that is not zero, so that a remainder is never taken for an exact half.
  const sign = (left.digits < 0n) === (right.digits < 0n) ? 1n : -1n;
  return rounded({ digits: whole * 10n + sign, exponent: exponent - 1 });
}

/** To so many digits after the point, halves away from zero. */
export function quantized(number, decimals) {
  const result = shifted(number, -decimals);
  if (lengthOf(result.digits) > PRECISION) throw new CannotBeWorkedOut();
  return result;
}

/** The next whole number up (direction 1) or down (-1). */
export function toWhole(number, direction) {
  if (number.exponent >= 0) return number;
  const divisor = power(-number.exponent);
  const whole = number.digits / divisor;
  const rest = number.digits % divisor;
  const step = rest !== 0n && rest > 0n === direction > 0 ? BigInt(direction) : 0n;
  return { digits: whole + step, exponent: 0 };
}

/** `1,640.50`, with a true minus. */
export function written(number, decimals) {
  const { digits } = quantized(number, decimals);
  const text = magnitude(digits).toString().padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = decimals ? `.${text.slice(-decimals)}` : "";
  return `${digits < 0n ? "−" : ""}${whole}${fraction}`;
}
