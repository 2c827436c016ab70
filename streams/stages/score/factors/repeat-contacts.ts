import type { CanonicalRecord } from '../../../../schema/canonical/record.ts';
import { stepOf } from '../rules.ts';
import { evidenceOf, type Factor } from '../score-input.ts';

const DAY_MS = 86_400_000;

/** Contacts of the reporter who came most often (重复反映), in the windows of the rules. A contact counts from its report until the window's end. */
export const repeatContacts: Factor = ({ records, rules, now }) => {
  const reporters = contactsByReporter(records);
  const counted = rules.REPEAT_CONTACTS.windows.map(({ days, steps }) => {
    const most = mostOf(reporters.map((contacts) => within(contacts, days, now)));
    return { days, contacts: most, points: stepOf(steps, most.length)?.points ?? 0 };
  });
  const widest = counted.reduce((a, b) => (b.days > a.days ? b : a));
  return {
    value: widest.contacts.length,
    unit: '次',
    points: Math.max(...counted.map(({ points }) => points)),
    note: `同一反映人${counted.map(({ days, contacts }) => `${days}天内${contacts.length}次`).join('，')}`,
    evidence: widest.contacts.map((record) => evidenceOf(record)),
    changes: records.flatMap(({ reportedAt }) => {
      const from = Date.parse(reportedAt);
      return [from, ...counted.map(({ days }) => from + days * DAY_MS)];
    }),
  };
};

function within(records: readonly CanonicalRecord[], days: number, now: number): readonly CanonicalRecord[] {
  return records.filter(({ reportedAt }) => {
    const from = Date.parse(reportedAt);
    return from <= now && now < from + days * DAY_MS;
  });
}

function mostOf(groups: readonly (readonly CanonicalRecord[])[]): readonly CanonicalRecord[] {
  return groups.reduce((most, group) => (group.length > most.length ? group : most), []);
}

/** Records by reporter: one identity number, phone or name in common is one person. Those that name none stand together. */
function contactsByReporter(records: readonly CanonicalRecord[]): CanonicalRecord[][] {
  let groups: { readonly keys: Set<string>; readonly records: CanonicalRecord[] }[] = [];
  for (const record of records) {
    const keys = new Set(
      record.parties
        .filter(({ role }) => role === 'REPORTER')
        .flatMap(({ matching }) => [matching.idNumber, matching.phone, matching.name])
        .filter((key) => key !== null),
    );
    if (keys.size === 0) keys.add('');
    const same = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    groups = [
      ...groups.filter((group) => !same.includes(group)),
      {
        keys: new Set([...keys, ...same.flatMap((group) => [...group.keys])]),
        records: [...same.flatMap((group) => group.records), record],
      },
    ];
  }
  return groups.map((group) => group.records.sort((a, b) => records.indexOf(a) - records.indexOf(b)));
}
