/** What a new tab holds: a question that shows what the hub is for, and answers on an empty store too. */
export const DEFAULT_QUERY = `# Tributary 汇流: one dispute, many agencies, one answer.
# Ctrl-Enter runs it; the book at the left explains it.
query LatestDisputes($first: Int = 5) {
  disputes(first: $first) {
    nodes {
      code
      title
      region {
        name
      }
      feeds
      lastActivityAt
      policeIncidents(first: 3) {
        nodes {
          number
          title
          reportedAt
        }
      }
      hotlineTickets(first: 3) {
        nodes {
          number
          title
          reportedAt
        }
      }
      courtCases(first: 3) {
        nodes {
          number
          title
          mediationOrganisation
        }
      }
      gridEvents(first: 3) {
        nodes {
          number
          title
          grid {
            name
            committee {
              name
            }
          }
        }
      }
    }
  }
  feeds {
    name
    titleZh
    recordCount
    secondsBehind
  }
}
`;
