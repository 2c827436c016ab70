/** A named place between two writes. Tests stop or crash a worker there; in production it does nothing. */
export type FaultPoint<Place extends string = LinkFaultPlace> = (place: Place) => Promise<void>;

export type LinkFaultPlace =
  | 'block-keys-written'
  | 'neighbourhood-read'
  | 'codes-assigned'
  | 'gains-written'
  | 'plan-written'
  | 'links-written'
  | 'decision-settled'
  | 'merge-noted'
  | 'members-carried'
  | 'merged';

export const noFault: FaultPoint<string> = () => Promise.resolve();
