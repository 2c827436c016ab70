import { Kind, type SelectionNode } from 'graphql';

/** What `@include(if: false)` or `@skip(if: true)` leaves out whatever the variables are. */
export function isLeftOut({ directives }: SelectionNode): boolean {
  return (directives ?? []).some(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if (condition?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && condition.value) || (name.value === 'include' && !condition.value);
  });
}
