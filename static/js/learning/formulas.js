/* Works out the tree of a formula, as foundation/formulas.py does. */

import {
  CannotBeWorkedOut, absolute, added, compare, decimal, divided, multiplied, negated, quantized, rounded, subtracted, toWhole,
} from "./decimals.js";

const SIGNIFICANT = 12;
const MOST_DIGITS = 10;

const settled = (number) => rounded(number, SIGNIFICANT);
const lower = (left, right) => (compare(right, left) < 0 ? right : left);
const higher = (left, right) => (compare(right, left) > 0 ? right : left);

function roundedTo(number, digits) {
  const count = toWhole(digits, 1);
  if (compare(count, digits) !== 0 || compare(absolute(digits), decimal(String(MOST_DIGITS))) > 0) throw new CannotBeWorkedOut();
  return quantized(settled(number), Number(quantized(digits, 0).digits));
}

const WORK = {
  "+": added,
  "-": subtracted,
  "*": multiplied,
  "/": divided,
  neg: negated,
  abs: absolute,
  min: (...numbers) => numbers.reduce(lower),
  max: (...numbers) => numbers.reduce(higher),
  round: roundedTo,
  ceil: (number) => toWhole(settled(number), 1),
  floor: (number) => toWhole(settled(number), -1),
};

const HOLDS = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "==": (order) => order === 0,
};

function worked(tree, values) {
  if ("number" in tree) return decimal(tree.number);
  if ("name" in tree) {
    if (!Object.hasOwn(values, tree.name)) throw new CannotBeWorkedOut();
    return rounded(values[tree.name]);
  }
  if (tree.op === "if") {
    const [condition, then, otherwise] = tree.of;
    const [left, right] = condition.of.map((part) => settled(worked(part, values)));
    return worked(HOLDS[condition.op](compare(left, right)) ? then : otherwise, values);
  }
  return WORK[tree.op](...tree.of.map((part) => worked(part, values)));
}

/** `values` are decimals by name. Throws CannotBeWorkedOut. */
export const evaluate = (tree, values) => rounded(worked(tree, values));
