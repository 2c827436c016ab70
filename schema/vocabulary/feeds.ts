import { z } from 'zod';

/** The feeds, in the order in which pages list them. One agency's stream each; `open311` stands for any city that speaks it. */
export const FEED_NAMES = ['police110', 'hotline12345', 'court', 'grid', 'open311'] as const;
export const FeedNameSchema = z.enum(FEED_NAMES);
export type FeedName = z.infer<typeof FeedNameSchema>;

interface FeedTerm {
  /** GraphQL type of the feed's records. */
  readonly typename: string;
  readonly titleEn: string;
  readonly titleZh: string;
}

export const FEED_TERMS: Readonly<Record<FeedName, FeedTerm>> = {
  police110: { typename: 'PoliceIncident', titleEn: 'Police 110 dispatch', titleZh: '110接处警' },
  hotline12345: { typename: 'HotlineTicket', titleEn: '12345 hotline', titleZh: '12345政务热线' },
  court: { typename: 'CourtCase', titleEn: 'Court pre-litigation mediation', titleZh: '法院诉前调解' },
  grid: { typename: 'GridEvent', titleEn: 'Grid inspection', titleZh: '网格巡查' },
  open311: { typename: 'ServiceRequest', titleEn: 'City 311 service requests', titleZh: '城市311服务请求' },
};
