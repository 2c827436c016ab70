import { spawn } from 'node:child_process';

export interface ToolResult {
  /** 127 when the program could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last 4,000 characters of what it said on either stream. */
  readonly tail: string;
}

const TAIL_CHARACTERS = 4_000;

/** Runs a program to its end, or to ours, and keeps what it says. Never throws for the program's failure: the caller knows what it means. */
export function runTool(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const tool = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (): void => void tool.kill();
    process.once('exit', end);
    let stdout = '';
    let tail = '';
    const keep = (text: string): void => {
      tail = (tail + text).slice(-TAIL_CHARACTERS);
    };
    tool.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      keep(chunk.toString());
    });
    tool.stderr.on('data', (chunk: Buffer) => {
      keep(chunk.toString());
    });
    tool.once('error', (error) => {
      process.off('exit', end);
      resolve({ code: 127, stdout, tail: error.message });
    });
    tool.once('close', (code) => {
      process.off('exit', end);
      resolve({ code, stdout, tail: tail.trim() });
    });
  });
}
