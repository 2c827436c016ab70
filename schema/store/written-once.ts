/**
 * A write that keeps a document unless one with its identifier is there, which stays as it is; as an operation of a bulk write. `changedAt` is
 * told by MongoDB's clock.
 */
export function writtenOnce({ _id, ...fields }: { readonly _id: string }): object {
  // What is there has its state, so it was written before.
  const set = Object.fromEntries(
    Object.entries({ ...fields, changedAt: null }).map(([name, value]: [string, unknown]) => [
      name,
      {
        $cond: [
          { $eq: [{ $type: '$changedAt' }, 'missing'] },
          name === 'changedAt' ? '$$NOW' : { $literal: value },
          `$${name}`,
        ],
      },
    ]),
  );
  return { updateOne: { filter: { _id }, update: [{ $set: set }], upsert: true } };
}
