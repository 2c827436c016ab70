/** What has to be so for somebody to see or ask something, as the gateway writes it below a description (docs/access.md, "Fields"). */
export type AccessRule =
  /** One of these lists of datasets, rights and `any-feed`/`all-feeds`, in full. */
  | { readonly kind: 'needs'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'scope'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'open' }
  | { readonly kind: 'sensitive'; readonly value: string }
  /** Whoever may not see one of these coordinates may not ask by it. */
  | { readonly kind: 'asksBy'; readonly coordinates: readonly string[] };

export interface ReadDescription {
  /** Without the lines about access. */
  readonly text: string;
  /** The Chinese term that the hub puts into brackets; null where there is none. */
  readonly term: string | null;
  readonly rules: readonly AccessRule[];
}

const TERM = /[(（]([^()（）]*\p{Script=Han}[^()（）]*)[)）]/u;
const RULES: readonly (readonly [RegExp, (told: string) => AccessRule])[] = [
  [/^Needs \(所需授权\): (.+)\.$/, (told) => ({ kind: 'needs', anyOf: listsOf(told) })],
  [
    /^Needs a token with the scope \(所需令牌范围\): (.+)\.$/,
    (told) => ({ kind: 'scope', anyOf: listsOf(told) }),
  ],
  [/^Needs no grant \(无需授权\)\.()$/, () => ({ kind: 'open' })],
  [/^Sensitive \(敏感类别\): (.+)\.$/, (told) => ({ kind: 'sensitive', value: told })],
  [/^Asks by \(据以查询的字段\): (.+)\.$/, (told) => ({ kind: 'asksBy', coordinates: told.split(', ') })],
];

export function readDescription(description: string | null | undefined): ReadDescription {
  const words: string[] = [];
  const rules: AccessRule[] = [];
  for (const line of (description ?? '').split('\n')) {
    const rule = ruleOf(line.trim());
    if (rule === null) words.push(line);
    else rules.push(rule);
  }
  const text = words.join('\n').trim();
  return { text, term: TERM.exec(text)?.[1] ?? null, rules };
}

function ruleOf(line: string): AccessRule | null {
  for (const [pattern, made] of RULES) {
    const told = pattern.exec(line)?.[1];
    if (told !== undefined) return made(told);
  }
  return null;
}

function listsOf(told: string): string[][] {
  return told.split(', or ').map((list) => list.split(' and ').map((word) => word.replaceAll('`', '')));
}
