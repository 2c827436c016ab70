import type { DiscloseContext } from '../../../schema/masking/disclose.ts';
import type { ValueOf } from '../../../schema/masking/levels.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import type { SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';
import type { Levels } from './levels.ts';
import { discloser, scrubber } from './shown-lately.ts';
import type { Viewer } from './viewer.ts';

/** Shows the values of one document. */
export interface Shown {
  /** A value at the level of its kind; null stays null. */
  value<Kind extends SensitiveKind>(kind: Kind, value: ValueOf<Kind> | null): ValueOf<Kind> | null;
  /** Values of a list, without those of which nothing is shown. */
  values(kind: 'NAME' | 'PHONE' | 'ADDRESS', values: readonly string[]): string[];
  /** A text that people wrote. */
  text(text: string | null): string | null;
  /** A word that is shown as it is, but for numbers and doors in it where texts are not. */
  bareText(text: string | null): string | null;
}

const NOBODY: readonly ScrubParty[] = [];

/** @param parties everybody whom the document and its dispute name, as far as the viewer may know of them */
export function shownBy(
  viewer: Viewer,
  levels: Levels,
  regionCode: string | null,
  parties: readonly ScrubParty[],
): Shown {
  const context: DiscloseContext = {
    pseudonyms: viewer.pseudonyms,
    asOf: viewer.asOf,
    regionCode,
    districtCentre: null,
    parties,
  };
  const disclosers: { [Kind in SensitiveKind]?: (value: never) => unknown } = {};
  const value = <Kind extends SensitiveKind>(
    kind: Kind,
    given: ValueOf<Kind> | null,
  ): ValueOf<Kind> | null => {
    if (given === null) return null;
    const show = (disclosers[kind] ??= discloser(kind, levels[kind], viewer, context));
    return show(given as never) as ValueOf<Kind> | null;
  };
  let scrubText: ReturnType<typeof scrubber> | undefined;
  let scrubBare: ReturnType<typeof scrubber> | undefined;
  return {
    value,
    values: (kind, values) => [...new Set(values.flatMap((one) => value(kind, one) ?? []))],
    bareText: (text) => {
      if (text === null || levels.NARRATIVE === 'CLEAR') return text;
      const level = levels.NARRATIVE === 'GENERALISED' ? 'GENERALISED' : 'MASKED';
      scrubBare ??= scrubber(NOBODY, level, viewer, context);
      return scrubBare(text);
    },
    text: (text) => {
      if (text === null) return null;
      scrubText ??= scrubber(
        levels.ORGANISATION === 'CLEAR' ? withoutFirms(parties) : parties,
        levels.NARRATIVE,
        viewer,
        context,
      );
      return scrubText(text);
    },
  };
}

const firmless = new WeakMap<readonly ScrubParty[], readonly ScrubParty[]>();

/**
 * The same parties, but for the names of organisations: no natural person's, they stay in texts where they are shown as parties. Their telephones and
 * addresses are hidden like anybody's.
 */
function withoutFirms(parties: readonly ScrubParty[]): readonly ScrubParty[] {
  const known = firmless.get(parties);
  if (known !== undefined) return known;
  const made = parties.map((party) => (party.kind === 'ORGANISATION' ? { ...party, name: null } : party));
  firmless.set(parties, made);
  return made;
}
