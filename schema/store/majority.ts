/** Of a write that is not there before most of the replica set has it, also where a connection would ask for less. */
export const MAJORITY = { writeConcern: { w: 'majority' } } as const;
