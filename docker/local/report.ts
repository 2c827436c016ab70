/** Receives one line of progress, without a line end, for the person who waits. */
export type Report = (line: string) => void;

/** For callers that have nobody to tell. */
export const silent: Report = () => undefined;
