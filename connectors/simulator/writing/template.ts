import type { Random } from '../noise/random.ts';

/** Values of `{slot}`s. */
export type Slots = Readonly<Record<string, string>>;

type Node = string | { readonly slot: string } | { readonly choices: readonly (readonly Node[])[] };

const COMPILED = new Map<string, readonly Node[]>();

/**
 * Writes a text from a template.
 *
 *     text   := ( words | "{" slot "}" | "[" text ( "|" text )* "]" )*
 *
 * A choice takes one of its texts at random, and may be empty: `[刚才|]`. Choices nest.
 * @throws Error for an unknown slot or an unclosed bracket: a fault in the template, found by its test.
 */
export function write(template: string, slots: Slots, random: Random): string {
  let nodes = COMPILED.get(template);
  if (nodes === undefined) {
    nodes = compile(template);
    COMPILED.set(template, nodes);
  }
  return fill(nodes, slots, random);
}

function fill(nodes: readonly Node[], slots: Slots, random: Random): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node === 'string') text += node;
    else if ('slot' in node) {
      const value = slots[node.slot];
      if (value === undefined) throw new Error(`template slot {${node.slot}} has no value`);
      text += value;
    } else text += fill(random.pick(node.choices), slots, random);
  }
  return text;
}

function compile(template: string): readonly Node[] {
  let at = 0;
  const sequence = (inside: boolean): Node[] => {
    const nodes: Node[] = [];
    while (at < template.length) {
      const character = template.charAt(at);
      if (inside && (character === '|' || character === ']')) return nodes;
      at += 1;
      if (character === '{') {
        const end = template.indexOf('}', at);
        if (end < 0) throw new Error(`unclosed { in template: ${template}`);
        nodes.push({ slot: template.slice(at, end) });
        at = end + 1;
      } else if (character === '[') nodes.push({ choices: choices() });
      else {
        const words = /^[^[\]{}|]*/.exec(template.slice(at))?.[0] ?? '';
        nodes.push(character + words);
        at += words.length;
      }
    }
    if (inside) throw new Error(`unclosed [ in template: ${template}`);
    return nodes;
  };
  const choices = (): Node[][] => {
    const all: Node[][] = [];
    for (;;) {
      all.push(sequence(true));
      at += 1;
      if (template.charAt(at - 1) === ']') return all;
    }
  };
  return sequence(false);
}
