import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';

const PointsSchema = z.number().min(0).max(100);
const StepSchema = z.strictObject({ from: z.number().nonnegative(), points: PointsSchema });
export type Step = z.infer<typeof StepSchema>;

const stepsOf = <T extends z.ZodType<Step>>(
  step: T,
): z.ZodPipe<z.ZodArray<T>, z.ZodTransform<z.infer<T>[], z.infer<T>[]>> =>
  z.array(step).transform((steps, context) => {
    for (const [index, { from }] of steps.entries()) {
      if (index > 0 && from <= (steps[index - 1]?.from ?? 0)) {
        context.addIssue({ code: 'custom', path: [index, 'from'], message: 'steps must go up' });
      }
    }
    return steps;
  });

const SteppedSchema = z.strictObject({ steps: stepsOf(StepSchema) });
const DaysSchema = z.int().min(1).max(3_660);
const WordPointsSchema = z.strictObject({ plain: PointsSchema, weak: PointsSchema });

/** Rules that a score is made by, as their YAML has them; see `rules/default.yaml`. */
const RiskRulesSchema = z.strictObject({
  version: z.string().min(1).max(64),
  colours: z
    .strictObject({
      GREEN: z.literal(0),
      BLUE: PointsSchema.optional(),
      YELLOW: PointsSchema,
      RED: PointsSchema,
    })
    .refine(
      ({ GREEN, BLUE, YELLOW, RED }) => GREEN < (BLUE ?? YELLOW) && (BLUE ?? 0) < YELLOW && YELLOW < RED,
      {
        message: 'thresholds must go up: GREEN < BLUE < YELLOW < RED',
      },
    ),
  margin: z.number().min(0).max(50),
  repeatCaller: z.strictObject({ days: DaysSchema, contacts: z.int().min(2) }),
  factors: z.strictObject({
    REPEAT_CONTACTS: z.strictObject({
      windows: z.array(z.strictObject({ days: DaysSchema, steps: stepsOf(StepSchema) })).min(1),
    }),
    SEVERAL_FEEDS: SteppedSchema,
    FAILED_MEDIATIONS: SteppedSchema,
    THREAT_WORDS: z.strictObject({
      most: PointsSchema,
      categories: z.strictObject({
        THREAT: WordPointsSchema,
        WEAPON: WordPointsSchema,
        VIOLENCE: WordPointsSchema,
        SELF_HARM: WordPointsSchema,
        GROUP_ACTION: WordPointsSchema,
      }),
    }),
    EARLIER_POLICE_CALLS: z.strictObject({ days: DaysSchema, steps: stepsOf(StepSchema) }),
    GROUP_SIZE: z.strictObject({ steps: stepsOf(StepSchema.extend({ scale: z.enum(['01', '02', '03']) })) }),
    VULNERABLE_PARTY: z.strictObject({
      minorBelow: z.int().min(1).max(30),
      elderlyFrom: z.int().min(40).max(120),
      most: PointsSchema,
      kinds: z.strictObject({
        MINOR: PointsSchema,
        ELDERLY: PointsSchema,
        DISABLED: PointsSchema,
        PREGNANT: PointsSchema,
      }),
    }),
    OVERDUE: SteppedSchema,
    REOPENED: SteppedSchema,
    AMOUNT: SteppedSchema,
  }),
});
export type RiskRules = z.infer<typeof RiskRulesSchema>;

/**
 * Reads rules from their YAML.
 * @throws HubError HUB_CONFIG_INVALID naming the path in the rules and how to mend it
 */
export function readRiskRules(yamlText: string): RiskRules {
  let content: unknown;
  try {
    content = parse(yamlText);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `the risk rules are no YAML: ${why}`, { cause });
  }
  const read = RiskRulesSchema.safeParse(content);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `the risk rules are wrong at ${faults.join('; ')}. Write every field as streams/stages/score/rules/default.yaml has it`,
    { cause: read.error, field },
  );
}

/** Points of the last step that `value` reaches; null when it reaches none. */
export function stepOf<T extends Step>(steps: readonly T[], value: number): T | null {
  return steps.findLast(({ from }) => value >= from) ?? null;
}
