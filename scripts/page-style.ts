/** The style of a page, in GitHub's manner: its sizes and colours, light and dark by what the reader prefers. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #f0f6fc);
  --muted: light-dark(#59636e, #9198a1);
  --back: light-dark(#f6f8fa, #010409);
  --card: light-dark(#ffffff, #0d1117);
  --line: light-dark(#d1d9e0, #3d444d);
  --code: light-dark(#818b981f, #656c7633);
  --block: light-dark(#f6f8fa, #151b23);
  --link: light-dark(#0969da, #4493f8);
  --added: light-dark(#dafbe1, #033a16);
  --added-text: light-dark(#116329, #aff5b4);
  --removed: light-dark(#ffebe9, #67060c);
  --removed-text: light-dark(#82071e, #ffdcd7);
  --hunk: light-dark(#8250df, #d2a8ff);
  --warning: light-dark(#9a6700, #d29922);
  --caution: light-dark(#cf222e, #f85149);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 930px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 24px; font-weight: 600; margin: 0 0 16px; }
h2 { font-size: 14px; font-weight: 600; color: var(--muted); margin: 24px 0 8px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 16px; overflow-wrap: break-word; }
article > :first-child { margin-top: 0; }
article > :last-child { margin-bottom: 0; }
h3 { font-size: 1.25em; font-weight: 600; line-height: 1.25; margin: 24px 0 16px; }
p, ul, ol, pre, details, blockquote, .alert, .scroll { margin: 0 0 16px; }
ul, ol { padding-left: 2em; }
li + li { margin-top: .25em; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font: 12px/1.45 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
code { background: var(--code); border-radius: 6px; padding: .2em .4em; white-space: break-spaces; }
pre { background: var(--block); border-radius: 6px; padding: 16px; overflow-x: auto; }
pre code { background: none; padding: 0; white-space: pre; display: block; width: max-content; min-width: 100%; }
pre span { display: block; min-height: 1.45em; }
.added { background: var(--added); color: var(--added-text); }
.removed { background: var(--removed); color: var(--removed-text); }
.hunk { color: var(--hunk); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; }
th { font-weight: 600; }
.right { text-align: right; white-space: nowrap; }
summary { cursor: pointer; }
blockquote { border-left: .25em solid var(--line); color: var(--muted); padding: 0 1em; }
.alert { border-left: .25em solid; padding: 8px 16px; }
.alert > :last-child { margin-bottom: 0; }
.alert > .kind { font-weight: 500; margin-bottom: 8px; }
.alert.warning { border-color: var(--warning); }
.alert.warning > .kind { color: var(--warning); }
.alert.caution { border-color: var(--caution); }
.alert.caution > .kind { color: var(--caution); }
details > :last-child { margin-bottom: 0; }
details[open] > summary { margin-bottom: 8px; }
`;
