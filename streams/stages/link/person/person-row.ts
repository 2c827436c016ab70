/** One person as one record names them, by role of the column and as written; null where the record says nothing. */
export interface PersonRow {
  readonly id: string;
  readonly familyName: string | null;
  readonly givenName: string | null;
  /** The whole name in one column; read when family and given name are both missing. */
  readonly name: string | null;
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly birthDate: string | null;
  /** House number, street, building … in any division. */
  readonly addressLines: readonly string[];
  readonly locality: string | null;
  readonly postcode: string | null;
  readonly region: string | null;
  readonly category: string | null;
  readonly narrative: string | null;
}
