import type { EXAMPLE_NAMES } from './example-texts.ts';

/** Names of examples, in the order in which they are offered. */
export type ExampleName = (typeof EXAMPLE_NAMES)[number];

export interface Example {
  readonly query: string;
  /** What it begins with, given the code of a dispute that the caller sees; '' when there is none. */
  readonly variables: (code: string) => Readonly<Record<string, unknown>>;
}

const NOTHING = (): Readonly<Record<string, unknown>> => ({});

/** Documents that run as they stand; a test holds each to the graph, and the first one to the README. */
export const EXAMPLES: Readonly<Record<ExampleName, Example>> = {
  dispute: {
    query: `query OneDispute($code: String!) {
  dispute(code: $code) {
    code
    title
    category
    region {
      name
    }
    feeds
    policeIncidents {
      nodes {
        callSheetNo
        reportedAt
        narrative
        disposalNote
      }
    }
    hotlineTickets {
      nodes {
        ticketNo
        reportedAt
        stage
        narrative
        reply
      }
    }
    courtCases {
      nodes {
        number
        reportedAt
        cause {
          name
        }
        mediationOrganisation
        mediator
        outcome {
          label
        }
      }
    }
    gridEvents {
      nodes {
        eventNo
        reportedAt
        stage
        result
        grid {
          name
          committee {
            name
            phone
            mediators(first: 3) {
              nodes {
                name
                specialities
              }
            }
          }
        }
      }
    }
    timeline(first: 50) {
      nodes {
        at
        feed
        label
        note
      }
    }
  }
  feeds {
    name
    secondsBehind
  }
}`,
    variables: (code) => ({ code }),
  },
  find: {
    query: `query Find {
  search(query: "拖欠工資", first: 5) {
    totalCount
    nodes {
      feed
      matched
      record {
        number
        title
        narrative
      }
      dispute {
        code
        title
      }
    }
  }
  feeds {
    titleZh
    secondsBehind
    recordCount
    deadLetterCount
    connectorState
  }
}`,
    variables: NOTHING,
  },
  timeline: {
    query: `query Timeline($code: String!, $after: String) {
  dispute(code: $code) {
    code
    title
    timeline(first: 10, after: $after) {
      nodes {
        at
        kind
        feed
        partner
        label
        note
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
    variables: (code) => ({ code, after: null }),
  },
  risk: {
    query: `query WhyThisColour($code: String!) {
  dispute(code: $code) {
    code
    risk {
      colour
      score
      factors {
        name
        points
        note
        evidence {
          feed
          words
        }
      }
    }
  }
}`,
    variables: (code) => ({ code }),
  },
  stream: {
    query: `subscription Watch($after: String) {
  riskEvents(after: $after) {
    cursor
    event {
      kind
      code
      title
      fromColour
      colour
      score
    }
  }
}`,
    variables: () => ({ after: null }),
  },
  missed: {
    query: `query WhatWasMissed($after: String) {
  riskEvents(first: 20, after: $after) {
    nodes {
      at
      kind
      code
      title
      colour
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
    variables: () => ({ after: null }),
  },
  granted: {
    query: `query WhatWouldBeCut($query: String!, $purpose: Purpose!) {
  explainAccess(input: { query: $query, purpose: $purpose }) {
    path
    coordinate
    says
  }
}`,
    variables: () => ({
      query: '{ disputes(first: 1) { nodes { code risk { score } } } auditUsage(by: FIELD) { key } }',
      purpose: 'DISPUTE_HANDLING',
    }),
  },
  register: {
    query: `mutation Register($code: String!, $clientMutationId: String!) {
  registerDispute(input: { code: $code, clientMutationId: $clientMutationId }) {
    event {
      kind
      to
    }
    dispute {
      workflow {
        state
        version
      }
    }
  }
}`,
    variables: (code) => ({ code, clientMutationId: `developer-${code}` }),
  },
};
