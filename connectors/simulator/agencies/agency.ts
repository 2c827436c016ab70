/** The agencies whose systems the simulator stands in for. `open311` is any city that exports the 311 layout. */
export const AGENCY_NAMES = ['police110', 'hotline12345', 'court', 'grid', 'open311'] as const;
export type AgencyName = (typeof AGENCY_NAMES)[number];
