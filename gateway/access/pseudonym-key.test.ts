import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pseudonymsOf } from '../../schema/masking/pseudonyms.ts';
import { readPseudonymSecret, rotatePseudonymSecret } from './pseudonym-key.ts';

test('a new secret gives new pseudonyms, and a home keeps its secret until then', async () => {
  const home = await mkdtemp(join(tmpdir(), 'pseudonyms-'));
  try {
    const [first, again] = await Promise.all([readPseudonymSecret(home), readPseudonymSecret(home)]);
    expect(again).toEqual(first);
    expect((await stat(join(home, 'keys', 'pseudonyms.json'))).mode & 0o777).toBe(0o600);
    const next = await rotatePseudonymSecret(home);
    expect(next.version).toBe(2);
    expect(pseudonymsOf('court', next).of('NAME', '张三')).not.toBe(
      pseudonymsOf('court', first).of('NAME', '张三'),
    );
    const path = join(home, 'keys', 'pseudonyms.json');
    expect(await readFile(path, 'utf8')).not.toContain(Buffer.from(first.secret).toString('base64url'));
    await writeFile(path, '{"version":1,"secret":"c2hvcnQ"}');
    await expect(readPseudonymSecret(home)).rejects.toMatchObject({ code: 'HUB_CONFIG_INVALID' });
  } finally {
    await rm(home, { recursive: true });
  }
});
