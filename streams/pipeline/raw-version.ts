import type { RawRecordDoc, RawReferenceDoc } from '../../schema/store/documents.ts';

type Stored = Pick<RawRecordDoc, 'bytes'>;
/** A version with its bytes as they are. */
type WithBytes<Doc extends Stored> = Omit<Doc, 'bytes'> & { readonly bytes: Uint8Array };

/** A version as received, to be kept whatever becomes of it: the document of `rawRecords`. */
export type RawVersion = WithBytes<RawRecordDoc>;

/** A version of an entry of a list as received: the document of `rawReferences`. */
export type RawReference = WithBytes<RawReferenceDoc>;

/** A stored version, of a record or of an entry of a list, with its bytes as bytes. */
export function versionOfDocument<Doc extends Stored>(document: Doc): WithBytes<Doc> {
  return { ...document, bytes: document.bytes.value() };
}
