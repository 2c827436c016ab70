import type { CrosswalkEntry } from '../kit/feed.ts';

const entry = (
  pattern: RegExp,
  category: string | null,
  nature: CrosswalkEntry['nature'],
): CrosswalkEntry => ({ pattern, category, nature });

/** Written to `categoryRule` and `natureRule`; raise it with every change below. */
export const OPEN311_CROSSWALK_VERSION = 'open311.complaint-type.v1';

/**
 * `Complaint Type/Descriptor` → GB/T 31000-2015 table 91. First match wins. A 311 request asks the city for something; few have another
 * side at all. Those are POSSIBLE: neighbours' noise, a blocked driveway, tenant against landlord, customer against trader. A row of 311
 * names nobody, so none is a dispute by itself.
 */
export const OPEN311_CROSSWALK: readonly CrosswalkEntry[] = [
  entry(/^Noise - (Residential|Commercial|House of Worship)/i, '0203', 'POSSIBLE'),
  entry(/^Noise\/.*(Neighbo|Music|Party|Dog|Barking|Air Condition)/i, '0203', 'POSSIBLE'),
  entry(/^Noise/i, '0203', 'OTHER'),
  entry(/^Blocked Driveway/i, '0201', 'POSSIBLE'),
  entry(/^DHS Advantage - ?(Tenant|Landlord)/i, '0602', 'POSSIBLE'),
  entry(
    /^(HEATING|HEAT\/HOT WATER|PLUMBING|ELECTRIC|PAINT|GENERAL CONSTRUCTION|NONCONST|WATER LEAK)/i,
    '0602',
    'POSSIBLE',
  ),
  entry(/^(Mold|Lead|Window Guard|Indoor Air Quality|Smoking)/i, '0203', 'POSSIBLE'),
  entry(/^Consumer Complaint/i, '0601', 'POSSIBLE'),
  entry(/^(Taxi|For Hire Vehicle) Complaint/i, '0601', 'POSSIBLE'),
  entry(/^(Elder Abuse|Senior Center Complaint)/i, '0102', 'POSSIBLE'),
  entry(/^(Unsanitary Animal Pvt Property|Unleashed Dog|Harboring Bees)/i, '0203', 'POSSIBLE'),
  entry(/^(Food Poisoning)/i, '0505', 'POSSIBLE'),
  entry(/^Illegal Tree Damage/i, '0401', 'POSSIBLE'),
  entry(/^/u, null, 'OTHER'),
];
