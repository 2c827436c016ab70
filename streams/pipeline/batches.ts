/** Gathers what comes one by one into batches of at most so many, or so many bytes. */
export async function* batchesOf<Item>(
  items: AsyncIterable<Item>,
  most: number,
  bytesOf: (item: Item) => number = () => 0,
  mostBytes = Infinity,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for await (const item of items) {
    batch.push(item);
    bytes += bytesOf(item);
    if (batch.length < most && bytes < mostBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Gathers neighbours with one key. */
export async function* groupsOf<Item>(
  items: AsyncIterable<Item>,
  keyOf: (item: Item) => string,
): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  let key: string | null = null;
  for await (const item of items) {
    const own = keyOf(item);
    if (own !== key && group.length > 0) {
      yield group;
      group = [];
    }
    key = own;
    group.push(item);
  }
  if (group.length > 0) yield group;
}
