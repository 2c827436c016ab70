import { expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { sampleGateway, sampleTarget } from '../testing/sample-graph.ts';

/** Answers over a graph in which one subgraph knows the second case no more, while another has just named it. */
async function answered(query: string): ReturnType<typeof ask> {
  const papers = sampleTarget('papers', {
    Case: {
      __resolveReference: (reference) => (reference.id === 'c2' ? null : reference),
      papers: () => [],
      paperCount: () => 1,
    },
  });
  const gateway = await sampleGateway({ targets: [sampleTarget('cases'), sampleTarget('visits'), papers] });
  try {
    return await ask(gateway, query);
  } finally {
    await gateway.close();
  }
}

it('what ends between two reads of a request is null in its place, without an error', async () => {
  expect(
    await answered('{ maybeCases { id title papers { name } } case(id: "c2") { papers { name } } }'),
  ).toEqual({
    data: {
      maybeCases: [{ id: 'c1', title: expect.any(String) as string, papers: [] }, null, null],
      case: null,
    },
  });
});

it('where nothing may be null it is an error that says what has ended', async () => {
  const gone = (where: string, path: (string | number)[]): object => ({
    data: null,
    errors: [
      {
        message: `What ${where} names is not there any more: it ended while this was answered; ask again.`,
        path,
        extensions: { code: 'HUB_NOT_FOUND', field: where },
      },
    ],
  });
  expect(await answered('{ mustCase(id: "c2") { title papers { name } } }')).toEqual(
    gone('Query.mustCase', ['mustCase']),
  );
  expect(await answered('{ cases { id papers { name } } }')).toEqual(gone('Query.cases', ['cases', 1]));
});

it('and where its fields may be null these are, and the rest of it stays', async () => {
  expect((await answered('{ cases { id paperCount } }')).data).toEqual({
    cases: [
      { id: 'c1', paperCount: 1 },
      { id: 'c2', paperCount: null },
      { id: 'c3', paperCount: 1 },
    ],
  });
});
