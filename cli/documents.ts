import { readFileSync } from 'node:fs';
import { GraphQLError, Kind, parse } from 'graphql';
import { z } from 'zod';
import { documentIdOf } from '../schema/canonical/document-id.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import type { RegisteredDocumentDoc } from '../schema/store/limit-docs.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { addDocuments, listDocuments, removeDocument } from '../schema/store/registered-documents.ts';

/** A document that was to be registered. */
export interface Added {
  readonly id: string;
  readonly operations: readonly string[];
  /** False: it was registered before. */
  readonly isNew: boolean;
}

const MOST_CHARACTERS = 500_000;
const Manifest = z.union([
  z.object({ operations: z.array(z.object({ body: z.string().min(1) })).min(1) }),
  z.record(z.string(), z.string().min(1)),
]);

/**
 * All files or none. @throws HubError HUB_BAD_REQUEST naming the file and what is wrong in it; HUB_STORE_UNAVAILABLE.
 */
export async function registerFiles(
  uri: string,
  files: readonly string[],
  by: string,
  now: Date,
): Promise<readonly Added[]> {
  const documents = files.flatMap((file) =>
    textsOf(file).map((text): RegisteredDocumentDoc => ({
      _id: documentIdOf(text),
      text,
      operations: operationsOf(text, file),
      source: file,
      addedAt: now.toISOString(),
      by,
    })),
  );
  return withStore(uri, async (store) => {
    await ensureIndexes(store);
    const before = new Set((await listDocuments(store)).map(({ _id }) => _id));
    await addDocuments(store, documents);
    return documents.map(({ _id, operations }) => ({ id: _id, operations, isNew: !before.has(_id) }));
  });
}

export async function registered(uri: string): Promise<readonly RegisteredDocumentDoc[]> {
  return withStore(uri, listDocuments);
}

export async function unregister(uri: string, id: string): Promise<boolean> {
  return withStore(uri, (store) => removeDocument(store, id));
}

function textsOf(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw wrong(file, 'it cannot be read', cause);
  }
  if (!file.endsWith('.json')) return [text];
  try {
    const manifest = Manifest.parse(JSON.parse(text));
    return Array.isArray(manifest['operations'])
      ? manifest['operations'].map(({ body }) => body)
      : Object.values(manifest as Record<string, string>);
  } catch (cause) {
    throw wrong(
      file,
      'it is no manifest of the form {"operations": [{"body": …}]} or {"<id>": "query …"}',
      cause,
    );
  }
}

function operationsOf(text: string, file: string): string[] {
  if (text.length > MOST_CHARACTERS)
    throw wrong(file, `a document of more than ${MOST_CHARACTERS} characters`);
  try {
    const operations = parse(text).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? definition.operation] : [],
    );
    if (operations.length === 0) throw wrong(file, 'a document without an operation');
    return operations;
  } catch (cause) {
    if (cause instanceof GraphQLError) throw wrong(file, cause.message, cause);
    throw cause;
  }
}

function wrong(file: string, why: string, cause?: unknown): HubError {
  return new HubError('HUB_BAD_REQUEST', `${file}: ${why}; nothing was registered`, { cause, field: file });
}

async function withStore<Value>(uri: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const connection = await connectStore(uri);
  try {
    return await work(openStore(connection));
  } finally {
    await connection.close();
  }
}
