import { App } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useSession } from '../../session/session-context.ts';
import type { OneExport } from './exports.ts';
import { EXPORTS } from './texts.ts';

/** Fetches files of exports with the token of the session, which no link could carry. */
export function useDownload(): {
  readonly isBusy: boolean;
  readonly download: (job: OneExport) => Promise<void>;
} {
  const t = useTexts(EXPORTS);
  const { token, purpose } = useSession();
  const { message } = App.useApp();
  const [isBusy, setIsBusy] = useState(false);
  const fetchFile = async ({ url, fileName }: OneExport): Promise<void> => {
    const response = await fetch(url ?? '', {
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${token}`,
        ...(purpose === null ? {} : { 'purpose-of-use': purpose }),
      },
    });
    if (!response.ok) throw new Error(await whyNot(response));
    saveFile(fileName ?? '', await response.blob(), response.headers.get('content-type') ?? '');
  };
  return {
    isBusy,
    download: async (job) => {
      setIsBusy(true);
      try {
        await fetchFile(job);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        void message.error(`${t('downloadFailed')}: ${why}`);
      } finally {
        setIsBusy(false);
      }
    },
  };
}

/** The gateway's words, where it has any. */
async function whyNot(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { errors } = JSON.parse(text) as { readonly errors?: readonly { readonly message: string }[] };
    return errors?.[0]?.message ?? String(response.status);
  } catch {
    return String(response.status);
  }
}
