import type { Projection } from './projection.ts';

/**
 * A path in the plan's keys as the caller's keys. A plan also fetches keys that nobody asked for: an error there is told at the nearest
 * place that the caller did ask for.
 */
export function visiblePath(
  projection: Projection | undefined,
  path: readonly (string | number)[],
): (string | number)[] {
  const visible: (string | number)[] = [];
  let current = projection;
  for (const step of path) {
    if (typeof step === 'number') {
      visible.push(step);
      continue;
    }
    const field = current?.types
      .flatMap((type) => current?.of(type).fields ?? [])
      .find(({ planKey }) => planKey === step);
    // An index at the end would say that the item failed, which is only so if something below it was asked for.
    if (field === undefined) break;
    visible.push(field.responseKey);
    current = field.below;
  }
  return visible;
}
