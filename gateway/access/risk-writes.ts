import type { ColourDecided } from '../../schema/store/colour-decision.ts';
import type { AskedColour, DisputeName, Writer } from './writer.ts';

/** Writes of what people decide about colours, in the caller's name. */
export interface RiskWrites {
  /** Keeps a decision for ever and has it applied. @throws HubError as `decideColour`. */
  decideColour(dispute: DisputeName, asked: AskedColour): Promise<ColourDecided>;
}

export function riskWrites(writer: Writer): RiskWrites {
  return { decideColour: (dispute, asked) => writer.decideColour(dispute, asked) };
}
