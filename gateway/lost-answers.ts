import { GraphQLError } from 'graphql';

interface LostLog {
  warn(fields: object, message: string): void;
}

/**
 * Keeps the process alive when graphql-js 16 loses an error. Of a list in which one item fails later and the next one at once, by a null
 * where none may be, it forgets the first; Node ends a process in which a rejection is waited for by nobody. Whoever asked has the other
 * error in their answer, so that nothing is hidden from them. Every other forgotten rejection is a defect and ends the process as before.
 */
export function surviveLostAnswers(log: LostLog): void {
  process.on('unhandledRejection', (reason) => {
    if (!(reason instanceof GraphQLError)) throw reason;
    log.warn({ err: reason }, 'an error of an answer was lost; the answer has told another one');
  });
}
