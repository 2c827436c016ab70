import { SAMPLE_PARTNERS, SAMPLE_PEOPLE } from '../sample-partners.ts';

/** The form in which somebody chooses who to be. */
export function loginPage(action: string): string {
  const people = SAMPLE_PARTNERS.map(
    (name) =>
      `<button name="person" value="${name}">${SAMPLE_PEOPLE[name].en} <span lang="zh">${SAMPLE_PEOPLE[name].zh}</span> <code>${name}</code></button>`,
  ).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tributary: sign in</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { max-width: 30rem; margin: 8vh auto; padding: 0 1rem; font-family: system-ui, sans-serif; color: #1c2a35; line-height: 1.5 }
button { display: block; width: 100%; margin: .5rem 0; padding: .6rem .8rem; font: inherit; text-align: left; border: 1px solid #7fa3bd; border-radius: 4px; background: #fff; cursor: pointer }
button:hover, button:focus-visible { background: #e8eef3 }
code { float: right; color: #51697a }
</style></head>
<body><h1>Who are you?</h1>
<p>These are sample people of a hub on one machine; nobody is asked for a password. <span lang="zh">本机示例账户，无需密码。</span></p>
<form method="post" action="${action}">
${people}
</form></body></html>
`;
}
