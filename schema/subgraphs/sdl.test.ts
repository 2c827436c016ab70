import { Kind, parse, visit, type DocumentNode, type StringValueNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { DRIFT_KINDS, VALUE_KINDS } from '../canonical/form-shape.ts';
import { KEY_FIELDS } from '../canonical/key-fields.ts';
import { NATURES, RECORD_STATES } from '../canonical/record.ts';
import { HotSpotSchema } from '../canonical/hot-spot.ts';
import { DisputeSchema } from '../canonical/dispute.ts';
import { DECISION_OUTCOMES, LINK_DECISION_KINDS } from '../canonical/link-decision.ts';
import { LINK_REVIEW_REASONS, LINK_STATUSES } from '../canonical/link.ts';
import { SENSITIVITIES } from '../canonical/sensitivity.ts';
import { PARTY_KINDS, PARTY_ROLES } from '../canonical/party.ts';
import { ConfirmationSchema, InstalmentSchema, ReferralSchema } from '../canonical/workflow.ts';
import { REFERRAL_TIERS, SATISFACTIONS, WHISTLES } from '../vocabulary/workflow-terms.ts';
import { COLOUR_DECISIONS, COLOURS, RISK_FACTORS } from '../vocabulary/risk-terms.ts';
import { MOVE_INPUTS } from '../workflow/move-inputs.ts';
import { SENSITIVE_KINDS } from '../vocabulary/disclosure.ts';
import { FEED_NAMES, FEED_TERMS } from '../vocabulary/feeds.ts';
import { DISPUTE_CATEGORIES } from '../vocabulary/tables.ts';
import { servedFeeds, subgraphNames, subgraphSdl } from './subgraph-sdl.ts';
import { keyFieldEnumName } from './vocabulary-sdl.ts';

const HAN = /\p{Script=Han}/u;

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/** `Type.field(argument)` → description, of everything that can have one. */
function descriptions(document: DocumentNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const path: string[] = [];
  const enter = (node: Described): void => {
    path.push(node.name.value);
    found.set(path.join('.'), node.description?.value ?? '');
  };
  const leave = (): void => {
    path.pop();
  };
  const both = { enter, leave };
  visit(document, {
    ObjectTypeDefinition: both,
    InterfaceTypeDefinition: both,
    InputObjectTypeDefinition: both,
    EnumTypeDefinition: both,
    ScalarTypeDefinition: both,
    UnionTypeDefinition: both,
    FieldDefinition: both,
    InputValueDefinition: both,
    EnumValueDefinition: both,
  });
  return found;
}

function enumValues(document: DocumentNode, name: string): readonly string[] | undefined {
  const definition = document.definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name,
  );
  return definition?.kind === Kind.ENUM_TYPE_DEFINITION
    ? definition.values?.map((value) => value.name.value)
    : undefined;
}

describe.each(subgraphNames())('%s', (name) => {
  const document = parse(subgraphSdl(name));

  test('describes every type, field, argument and value in English with the Chinese term', () => {
    const poor = [...descriptions(document)].filter(
      ([path, text]) => path !== 'Query' && !(HAN.test(text) && /[A-Za-z]/.test(text)),
    );
    expect(poor).toEqual([]);
  });

  test('has enums that equal the code tables and the canonical shapes', () => {
    const tables: Readonly<Record<string, readonly string[]>> = {
      DisputeCategory: [...DISPUTE_CATEGORIES.values()].map(({ enumName }) => enumName),
      FeedName: FEED_NAMES.map((feed) => feed.toUpperCase()),
      RecordState: RECORD_STATES,
      PartyRole: PARTY_ROLES,
      PartyKind: PARTY_KINDS,
      Nature: NATURES,
      Sensitivity: SENSITIVITIES,
      SensitiveKind: SENSITIVE_KINDS,
      DisputeState: DisputeSchema.shape.state.options,
      LinkStatus: LINK_STATUSES,
      LinkReviewReason: LINK_REVIEW_REASONS,
      LinkDecisionKind: LINK_DECISION_KINDS,
      LinkDecisionOutcome: DECISION_OUTCOMES,
      ColumnValueKind: VALUE_KINDS,
      DriftKind: DRIFT_KINDS,
      ReferralTier: REFERRAL_TIERS,
      ReferralStatus: ReferralSchema.shape.status.options,
      InstalmentStatus: InstalmentSchema.shape.status.options,
      ConfirmationStatus: ConfirmationSchema.shape.status.options,
      Satisfaction: SATISFACTIONS,
      Whistle: WHISTLES,
      FailureOutcome: MOVE_INPUTS.FAIL.shape.outcome.options,
      AgreementForm: MOVE_INPUTS.AGREE.shape.form.options,
      Colour: COLOURS,
      ColourDecisionKind: COLOUR_DECISIONS,
      RiskFactorName: RISK_FACTORS,
      HotSpotLevel: HotSpotSchema.shape.level.options,
      HotSpotState: HotSpotSchema.shape.state.options,
      KeyField: KEY_FIELDS.map(keyFieldEnumName),
    };
    for (const [enumName, values] of Object.entries(tables)) {
      const inSdl = enumValues(document, enumName);
      if (inSdl !== undefined) expect(inSdl, enumName).toEqual(values);
    }
    expect(enumValues(document, 'DisputeCategory')).toHaveLength(95);
  });

  test('keeps clear of what the composer mishandles: @requires with fragments or on interface objects, unions', () => {
    visit(document, {
      Directive(node) {
        expect(node.name.value).not.toBe('interfaceObject');
        if (node.name.value !== 'requires') return;
        const fields = node.arguments?.find((argument) => argument.name.value === 'fields')?.value;
        expect(fields?.kind === Kind.STRING ? fields.value : '').not.toContain('...');
      },
      UnionTypeDefinition(node) {
        throw new Error(`union ${node.name.value}`);
      },
    });
  });

  test('gives every connection a page size, a cursor and a count', () => {
    visit(document, {
      FieldDefinition(node) {
        const type = node.type.kind === Kind.NON_NULL_TYPE ? node.type.type : node.type;
        if (type.kind !== Kind.NAMED_TYPE || !type.name.value.endsWith('Connection')) return;
        const names = node.arguments?.map((argument) => argument.name.value) ?? [];
        expect(names, node.name.value).toEqual(expect.arrayContaining(['first', 'after']));
      },
      ObjectTypeDefinition(node) {
        if (!node.name.value.endsWith('Connection')) return;
        const fields = node.fields?.map((field) => field.name.value);
        expect(fields, node.name.value).toEqual(['edges', 'nodes', 'pageInfo', 'totalCount']);
      },
    });
  });
});

test.each(servedFeeds())('the records of %s have the fields of Record, said in the same words', (feed) => {
  const all = descriptions(parse(subgraphSdl(feed)));
  const common = [...all].filter(([path]) => path.startsWith('Record.'));
  expect(common.length).toBeGreaterThan(25);
  for (const [path, text] of common) {
    expect(all.get(path.replace('Record.', `${FEED_TERMS[feed].typename}.`)), path).toBe(text);
  }
});
