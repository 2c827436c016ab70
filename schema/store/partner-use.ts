import type { PartnerUseDoc } from './limit-docs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** What is to be added. */
export interface UseToAdd {
  readonly rows: number;
  readonly registers: ReadonlyMap<number, number>;
}

const KEPT_MS = 8 * 86_400_000;

export function partnerUseIdOf(partner: string, day: string): string {
  return `${partner}:${day}`;
}

/**
 * Adds to what several gateways add to, durable on a majority, and answers what there is now.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function addUse(
  store: Pick<Store, 'partnerUses'>,
  partner: string,
  day: string,
  { rows, registers }: UseToAdd,
): Promise<Pick<PartnerUseDoc, 'rows' | 'people'>> {
  const raised = Object.fromEntries([...registers].map(([index, rank]) => [`people.${index}`, rank]));
  const found = await storing(
    store.partnerUses.collection.findOneAndUpdate(
      { _id: partnerUseIdOf(partner, day) } as never,
      {
        $inc: { rows },
        ...(registers.size === 0 ? {} : { $max: raised }),
        $setOnInsert: { partner, day, expiresAt: new Date(Date.parse(`${day}T00:00:00+08:00`) + KEPT_MS) },
      },
      { upsert: true, returnDocument: 'after', ...MAJORITY },
    ),
  );
  return (found ?? { rows }) as unknown as Pick<PartnerUseDoc, 'rows' | 'people'>;
}
