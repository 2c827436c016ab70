import { z } from 'zod';

const FileReportSchema = z.object({
  /** Absolute path. */
  name: z.string().default(''),
  status: z.string(),
  message: z.string().default(''),
  assertionResults: z.array(
    z.object({
      status: z.string(),
      fullName: z.string().default(''),
      failureMessages: z.array(z.string()).default([]),
    }),
  ),
});

/** What is read of vitest's JSON report. */
export const VitestReportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(FileReportSchema),
});

export type FileReport = z.infer<typeof FileReportSchema>;
