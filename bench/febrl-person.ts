/** One record with the columns of the FEBRL sets. The same number in `rec_id` is the same person. */
export interface FebrlPerson {
  readonly rec_id: string;
  readonly given_name: string;
  readonly surname: string;
  readonly street_number: string;
  readonly address_1: string;
  readonly address_2: string;
  readonly suburb: string;
  readonly postcode: string;
  readonly state: string;
  readonly date_of_birth: string;
  readonly soc_sec_id: string;
}
export type FebrlColumn = Exclude<keyof FebrlPerson, 'rec_id'>;
