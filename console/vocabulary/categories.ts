import { ENUM_NAMES, type DisputeCategory } from './enums.ts';
import type { NameOf } from './use-names.ts';

/** `TORT__MEDICAL_HARM` is a sub-class of `TORT` (GB/T 31000 table 91). */
const BETWEEN = '__';
const OTHER = `${BETWEEN}OTHER`;

/** All categories in the order of their table, each class before its sub-classes. */
export const CATEGORIES = Object.keys(ENUM_NAMES.DisputeCategory) as readonly DisputeCategory[];
export const CATEGORY_CLASSES: readonly DisputeCategory[] = CATEGORIES.filter(
  (name) => !name.includes(BETWEEN),
);

/** The class of a category; a class is its own. */
export function classOf(name: string): string {
  return name.split(BETWEEN)[0] ?? name;
}

export function isCategory(name: string): name is DisputeCategory {
  return (CATEGORIES as readonly string[]).includes(name);
}

/** The category's words; “other” says of what. A name that no table has stands for itself. */
export function categoryWords(name: string, nameOf: NameOf): string {
  if (!isCategory(name)) return name;
  const above = classOf(name);
  const own = nameOf('DisputeCategory', name);
  return name.endsWith(OTHER) && isCategory(above) ? `${nameOf('DisputeCategory', above)} · ${own}` : own;
}
