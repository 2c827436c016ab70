import type { ReferenceKind } from '../../schema/canonical/reference.ts';

/** What the mapping may know besides the row. */
export interface MappingContext {
  /** Profile named by the connector's configuration (`nyc`), or null. */
  readonly profile: string | null;
  /** The envelope's content type with its parameters: which of the feed's forms the bytes have (JSON, a CSV row, an XML element), and their charset. */
  readonly contentType: string;
}

/** What the mapping may know of an entry of a list besides the row. */
export interface ReferenceContext extends MappingContext {
  /** Which list it stands in. */
  readonly kind: ReferenceKind;
}
