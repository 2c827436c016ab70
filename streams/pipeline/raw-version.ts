import type { RawRecordDoc } from '../../schema/store/documents.ts';

/** A version as received, to be kept whatever becomes of it: the document of `rawRecords`, with the bytes as they are. */
export type RawVersion = Omit<RawRecordDoc, 'bytes'> & { readonly bytes: Uint8Array };
