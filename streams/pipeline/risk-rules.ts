import { readFileSync } from 'node:fs';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { stringify } from 'yaml';
import type { RiskRulesDoc } from '../../schema/store/risk-rules.ts';
import { readRiskRules, type RiskRules } from '../stages/score/rules.ts';

const SHIPPED = new URL('../stages/score/rules/default.yaml', import.meta.url);

/** Reads a file of risk rules; null: those that the hub comes with. @throws HubError HUB_CONFIG_INVALID naming the file and what is wrong in it. */
export function readRulesFile(file: string | null): RiskRules {
  let text: string;
  try {
    text = readFileSync(file ?? SHIPPED, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${file ?? SHIPPED.pathname} cannot be read (${why}); correct the path`,
      {
        cause,
      },
    );
  }
  try {
    return readRiskRules(text);
  } catch (cause) {
    if (!(cause instanceof HubError) || file === null) throw cause;
    throw new HubError(cause.code, `${file}: ${cause.message}`, {
      cause,
      ...(cause.field === undefined ? {} : { field: cause.field }),
    });
  }
}

/** Rules as they are told to who asks by which rules the hub scores. */
export function toldRules(rules: RiskRules): Omit<RiskRulesDoc, '_id' | 'since'> {
  const { version, colours, margin, repeatCaller } = rules;
  const { GREEN, BLUE, YELLOW, RED } = colours;
  return {
    version,
    thresholds: { GREEN, ...(BLUE === undefined ? {} : { BLUE }), YELLOW, RED },
    margin,
    repeatCaller,
    text: stringify(rules),
  };
}
