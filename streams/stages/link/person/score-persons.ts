import { NOT_COMPARED } from '../em.ts';
import { emptyLevels, type PersonComparer } from './compare-persons.ts';
import type { Column } from './dictionary.ts';
import { AREA_LEVELS, FIELD, NAME, PERSON_FIELDS, PERSON_LEVELS, type PersonField } from './levels.ts';
import type { PersonTable } from './person-table.ts';
import { mixtureOf, type PersonWeights } from './person-weights.ts';

/** How one field of two persons compares. */
export interface PersonFieldScore {
  readonly field: PersonField;
  /** Of `PERSON_LEVELS`. */
  readonly level: string;
  /** Log2 of how much likelier this is of one person than of two, without rarity. */
  readonly weight: number;
  /** Log2 added because the common value is rarer than usual in this data, or taken because it is commoner. */
  readonly rarity: number;
}

export interface PersonPairScore {
  /** 0 to 1. */
  readonly probability: number;
  /** Log2 odds: prior and all fields. */
  readonly weight: number;
  readonly prior: number;
  readonly fields: readonly PersonFieldScore[];
  readonly version: string;
}

/** So few records with one value may all be one person: its being shared is no sign that it is common. */
const FEW = 5;

/** Scores pairs of rows of one table by frozen weights. */
export class PersonScorer {
  private readonly table: PersonTable;
  private readonly comparer: PersonComparer;
  private readonly prior: number;
  private readonly weights: readonly (readonly number[])[];
  private readonly version: string;
  private readonly rarities: ReadonlyMap<Column, number>;
  private readonly levels = emptyLevels();

  constructor(table: PersonTable, comparer: PersonComparer, weights: PersonWeights) {
    this.table = table;
    this.comparer = comparer;
    const { m, u, prior } = mixtureOf(weights);
    this.version = weights.version;
    this.prior = Math.log2(prior / (1 - prior));
    this.weights = m.map((levels, f) => levels.map((share, l) => Math.log2(share / (u[f]?.[l] ?? share))));
    const { family, given, birthDate, idNumber, phone, numbers, postcode, locality, region, category } =
      table;
    const columns = [
      family,
      given,
      birthDate,
      idNumber,
      phone,
      numbers,
      postcode,
      locality,
      region,
      category,
    ];
    this.rarities = new Map(columns.map((column) => [column, column.chanceAgreement()]));
  }

  /** Log2 odds that two rows are one person. */
  weightOf(a: number, b: number): number {
    this.comparer.compare(a, b, this.levels);
    let weight = this.prior;
    for (let field = 0; field < this.levels.length; field += 1) {
      const level = this.levels[field] ?? NOT_COMPARED;
      if (level === NOT_COMPARED) continue;
      weight += (this.weights[field]?.[level] ?? 0) + this.rarityOf(field, level, a);
    }
    return weight;
  }

  /** The same with its evidence. */
  score(a: number, b: number): PersonPairScore {
    const weight = this.weightOf(a, b);
    const fields = PERSON_FIELDS.flatMap((field, f): PersonFieldScore[] => {
      const level = this.levels[f] ?? NOT_COMPARED;
      if (level === NOT_COMPARED) return [];
      return [
        {
          field,
          level: PERSON_LEVELS[field][level] ?? '',
          weight: this.weights[f]?.[level] ?? 0,
          rarity: this.rarityOf(f, level, a),
        },
      ];
    });
    return { probability: probabilityOf(weight), weight, prior: this.prior, fields, version: this.version };
  }

  private rarityOf(field: number, level: number, a: number): number {
    const { table } = this;
    switch (field) {
      case FIELD.familyName:
        return level === NAME.exact ? this.rarityIn(table.family, table.family.at(a)) : 0;
      case FIELD.givenName:
        return level === NAME.exact ? this.rarityIn(table.given, table.given.at(a)) : 0;
      case FIELD.birthDate:
        return level === 0 ? this.rarityIn(table.birthDate, table.birthDate.at(a)) : 0;
      case FIELD.idNumber:
        return level === 0 ? this.rarityIn(table.idNumber, table.idNumber.at(a)) : 0;
      case FIELD.phone:
        return level === 0 ? this.rarityIn(table.phone, table.phone.at(a)) : 0;
      case FIELD.numbers:
        return level === 0 ? this.rarityIn(table.numbers, table.numbers.at(a)) : 0;
      case FIELD.area:
        return this.rarityOfArea(level, a);
      case FIELD.region:
        return level === 0 ? this.rarityIn(table.region, table.region.at(a)) : 0;
      case FIELD.category:
        return level === 0 ? this.rarityIn(table.category, table.category.at(a)) : 0;
      default:
        // Words are weighed by their rarity when they are compared.
        return 0;
    }
  }

  private rarityOfArea(level: number, row: number): number {
    const { postcode, locality } = this.table;
    const name = AREA_LEVELS[level] ?? '';
    if (name.startsWith('POSTCODE_EXACT')) return this.rarityIn(postcode, postcode.at(row));
    return name.endsWith('LOCALITY_EXACT') ? this.rarityIn(locality, locality.at(row)) : 0;
  }

  private rarityIn(column: Column, value: number): number {
    const usual = this.rarities.get(column) ?? 0;
    if (usual === 0) return 0;
    const count = column.countOf(value);
    // Without the two records at hand.
    const share = (Math.max(0, count - 2) + 0.5) / this.table.size;
    const rarity = Math.log2(usual / share);
    return count <= FEW ? Math.max(0, rarity) : rarity;
  }
}

export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}
