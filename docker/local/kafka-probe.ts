import { connect } from 'node:net';

const API_VERSIONS = 18;
const WITHIN_MS = 2_000;

/**
 * Whether a broker answers requests there. Asks ApiVersions version 0 (Kafka protocol guide: size, api key, api version, correlation id,
 * client id); an open port alone would only say that the socket exists.
 */
export function answersKafka(host: string, port: number): Promise<boolean> {
  const clientId = Buffer.from('probe');
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + clientId.length);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(API_VERSIONS, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(clientId.length, 12);
  clientId.copy(request, 14);
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(WITHIN_MS, () => {
      finish(false);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('close', () => {
      resolve(false);
    });
    socket.once('connect', () => socket.write(request));
    let answer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      // Size, correlation id, error code.
      if (answer.length >= 10) finish(answer.readInt32BE(4) === 1 && answer.readInt16BE(8) === 0);
    });
  });
}
