import { describe, expect, test } from 'vitest';
import type { Exit } from '../../docker/local/guarded-child.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { Service, type Launched, type ServiceSpec } from './service.ts';

/** A program that the test ends when it likes. */
class Program {
  launches = 0;
  waitsFor: string | null = null;
  /** Ends by itself before it is ready this many times. */
  failures = 0;
  failureCode = 1;
  readonly lines: string[] = [];
  #end: (exit: Exit) => void = () => undefined;

  end(exit: Exit): void {
    this.#end(exit);
  }

  service(readyWithinMs = 5_000): Service {
    const spec: ServiceSpec = {
      role: 'thing',
      title: 'Thing',
      logFile: '/nowhere/thing.log',
      readyWithinMs,
      after: [],
      address: () => 'http://thing',
      launch: () => Promise.resolve(this.#launch()),
      waitsFor: () => Promise.resolve(this.waitsFor),
    };
    return new Service(
      spec,
      (line) => void this.lines.push(line),
      () => undefined,
    );
  }

  #launch(): Launched {
    this.launches += 1;
    const exited = new Promise<Exit>((resolve) => {
      this.#end = resolve;
    });
    if (this.launches <= this.failures) this.end({ code: this.failureCode, signal: null });
    return {
      pid: process.pid,
      exited,
      stop: async () => {
        this.end({ code: 0, signal: null });
        await exited;
      },
      kill: () => {
        this.end({ code: null, signal: 'SIGKILL' });
      },
    };
  }
}

describe('a service', () => {
  test('is ready once its program says so, and stopped once it was told to', async () => {
    const program = new Program();
    const service = program.service();
    await service.start();
    expect(service.record()).toMatchObject({ state: 'ready', pid: process.pid, restarts: 0 });
    await service.stop();
    expect(service.record()).toMatchObject({ state: 'stopped', pid: null });
    expect(program.launches).toBe(1);
  });

  test('is started again, and told of, when its program ends by itself', async () => {
    const program = new Program();
    const service = program.service();
    await service.start();
    program.end({ code: null, signal: 'SIGKILL' });
    await eventually(() => program.launches === 2 && service.record().state === 'ready');
    expect(service.record().restarts).toBe(1);
    expect(program.lines.join('\n')).toMatch(/Thing ended \(signal SIGKILL\); starting it again in 0.5 s/);
    expect(program.lines).toContain('Thing is ready again');
    await service.stop();
  });

  test('may stumble at start', async () => {
    const program = new Program();
    program.failures = 2;
    const service = program.service();
    await service.start();
    expect(program.launches).toBe(3);
    await service.stop();
  });

  test('that cannot start says so with its log', async () => {
    const program = new Program();
    program.failures = 9;
    const service = program.service();
    await expect(service.start()).rejects.toMatchObject({
      code: 'HUB_PART_MISSING',
      message: expect.stringContaining('/nowhere/thing.log') as string,
    });
    expect(program.launches).toBe(3);
    await service.stop();
  });

  test('with wrong settings is not tried again', async () => {
    const program = new Program();
    program.failures = 9;
    program.failureCode = 78;
    const service = program.service();
    await expect(service.start()).rejects.toMatchObject({ code: 'HUB_CONFIG_INVALID' });
    expect(program.launches).toBe(1);
    expect(service.record().state).toBe('failed');
  });

  test('that does not become ready in time says what it waits for', async () => {
    const program = new Program();
    program.waitsFor = 'for Kafka';
    const service = program.service(60);
    await expect(service.start()).rejects.toThrow('it waits: for Kafka');
    await service.stop();
  });

  test('can be stopped while it starts', async () => {
    const program = new Program();
    program.waitsFor = 'for ever';
    const service = program.service();
    const started = service.start();
    await eventually(() => program.launches === 1);
    await service.stop();
    await started;
    expect(service.record().state).toBe('stopped');
  });

  test('can be stopped between two starts', async () => {
    const program = new Program();
    const service = program.service();
    await service.start();
    program.end({ code: 1, signal: null });
    await eventually(() => service.record().state === 'restarting');
    await service.stop();
    expect(program.launches).toBe(1);
  });
});
