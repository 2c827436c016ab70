import { expect, test } from 'vitest';
import { FEEDS, feedNamed } from '../../connectors/registry.ts';
import { cityOf } from '../../connectors/simulator/timeline/city-of.ts';
import { wireMessageOf } from '../../connectors/simulator/wire/wire-message.ts';
import { readSettings } from '../../runtime/settings.ts';
import { digest } from '../../schema/canonical/ids.ts';
import { normalise } from '../../streams/stages/normalise/normalise.ts';
import { LinkWorld } from '../../streams/testing/link-world.ts';

const AGENCIES = ['police110', 'hotline12345', 'court', 'grid'] as const;

test('the city that `up` runs has quarrels that all four agencies know, and linking makes one dispute of at least one', async () => {
  const { seed, records, days } = readSettings({}).simulator;
  const versions = [...cityOf({ seed, records, days, start: '2026-11-01T00:00:00+08:00' })];
  const knownTo = Map.groupBy(versions, ({ truth }) => truth.quarrelId);
  knownTo.delete(null);
  const shared = [...knownTo.values()].filter((ofQuarrel) =>
    AGENCIES.every((agency) => ofQuarrel.some((version) => version.agency === agency)),
  );
  expect(shared.length).toBeGreaterThan(0);

  const world = new LinkWorld();
  const numberPatterns = FEEDS.flatMap((feed) => feed.numberPatterns);
  for (const version of shared.flat()) {
    const { bytes, ...context } = wireMessageOf(version);
    const feed = feedNamed(version.agency);
    const envelope = { feed: feed.name, receivedAt: version.sourceTime, contentHash: digest(bytes) };
    await world.arrive(normalise(feed.toDraft(bytes, context), envelope, { ...feed, numberPatterns }));
  }
  const found = [...world.disputes.values()].filter(
    ({ state, feeds }) => state === 'ACTIVE' && AGENCIES.every((agency) => feeds.includes(agency)),
  );
  expect(found.length).toBeGreaterThan(0);
}, 60_000);
