const FLAG = /^UNKNOWN_COLUMNS:/u;
const MORE = /^\+\d+$/;
const NAME_MOST_CHARACTERS = 60;

/**
 * Which columns a feed's mapping did not know, from the flag that it set (`UNKNOWN_COLUMNS:a,b,+3`; undefined for none). Names in the flag
 * are cut and cleaned, so a column is compared in the same form.
 */
export function unknownColumnTest(flag: string | undefined): (column: string) => boolean {
  if (flag === undefined) return () => false;
  const names = new Set(
    flag
      .replace(FLAG, '')
      .split(',')
      .filter((name) => !MORE.test(name)),
  );
  return (column) => names.has(column.replace(/[,\p{Cc}]/gu, ' ').slice(0, NAME_MOST_CHARACTERS));
}
