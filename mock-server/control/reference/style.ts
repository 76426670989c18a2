/** The page's style sheet: light and dark by the reader's choice, readable on paper and on a phone. Nothing is loaded. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --faint: #5a6472; --line: #d9dee5; --shade: #f5f7f9; --link: #1b5fc1;
  --documented: #14663a; --documented-shade: #dff3e6;
  --observed: #17538f; --observed-shade: #dcebfa;
  --relied-on: #5b3b98; --relied-on-shade: #ebe4f8;
  --assumed: #8a4b00; --assumed-shade: #fdebcf; --assumed-row: #fff8ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e4e8ed; --faint: #9aa5b3; --line: #313840; --shade: #1c2127; --link: #7fb2f7;
    --documented: #8fdcae; --documented-shade: #16341f;
    --observed: #93c4f5; --observed-shade: #14304d;
    --relied-on: #c6aff2; --relied-on-shade: #2f2350;
    --assumed: #f5c27a; --assumed-shade: #43300f; --assumed-row: #211c12;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif;
}
.frame { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem 1rem 2rem 1.25rem; border-right: 1px solid var(--line); background: var(--shade); font-size: .875rem; }
nav h2 { margin: 1.1rem 0 .25rem; font-size: .8125rem; color: var(--faint); border: 0; padding: 0; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { margin: 0; break-inside: avoid; }
nav li a { display: block; padding: .125rem 0; text-decoration: none; }
nav p { margin: 0; }
main { padding: 1.5rem 2rem 4rem; max-width: 78rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.375rem; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.125rem; margin: 0 0 .25rem; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h3 span[lang=ko] { font-weight: normal; color: var(--faint); margin-left: .25rem; }
h4 { font-size: .9375rem; margin: 1.25rem 0 .375rem; }
h5 { font-size: .875rem; margin: 1rem 0 .25rem; font-weight: 600; }
p { margin: .375rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
article { margin: 1.25rem 0; padding: 1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; }
pre { margin: 0; padding: .75rem; background: var(--shade); border: 1px solid var(--line); border-radius: .25rem; overflow-x: auto; overflow-wrap: normal; }
.route b { display: inline-block; padding: 0 .375rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--shade); font-size: .8125rem; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .375rem .75rem .375rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--faint); font-weight: 500; }
tbody th { font-weight: 500; min-width: 9rem; }
tbody th code { white-space: nowrap; }
[lang=ko] { word-break: keep-all; }
td p { margin: 0 0 .125rem; }
td:nth-child(2) { min-width: 5rem; overflow-wrap: break-word; }
td:last-child { width: 28%; min-width: 12rem; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
li { margin: .25rem 0; font-size: .9375rem; }
.known { display: inline-block; padding: 0 .4375rem; border-radius: 1rem; font-size: .75rem; font-weight: 600; white-space: nowrap; }
.documented { color: var(--documented); background: var(--documented-shade); }
.observed { color: var(--observed); background: var(--observed-shade); }
.relied-on { color: var(--relied-on); background: var(--relied-on-shade); }
.assumed { color: var(--assumed); background: var(--assumed-shade); border: 1px dashed currentColor; }
tr.is-assumed { background: var(--assumed-row); }
tr.is-assumed > th:first-child { box-shadow: inset 3px 0 var(--assumed); padding-left: .625rem; }
time { white-space: nowrap; }
.source, .note { color: var(--faint); font-size: .8125rem; }
li .source { font-size: .8125rem; }
.required { color: #c62828; text-decoration: none; font-weight: 700; }
.notice { padding: .5rem .875rem; border-left: 4px solid var(--assumed); background: var(--assumed-row); }
dl.legend { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; margin: .75rem 0; align-items: baseline; }
dl.legend dd { margin: 0; font-size: .9375rem; }
summary { cursor: pointer; margin-top: 1rem; font-size: .9375rem; color: var(--link); }
@media (prefers-color-scheme: dark) { .required { color: #ff8a80; } }
@media (max-width: 56rem) {
  .frame { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  nav ul { columns: 2; }
  main { padding: 1rem; }
  article { padding: .75rem; }
}
/* Columns of a phone would be a few characters wide: each row becomes a block, and each cell takes the whole width. */
@media (max-width: 44rem) {
  article { padding: .75rem 0; border-width: 1px 0 0; border-radius: 0; }
  .wide { overflow-x: visible; }
  table, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  tr.is-assumed { padding-left: .625rem; box-shadow: inset 3px 0 var(--assumed); }
  tr.is-assumed > th:first-child { box-shadow: none; padding-left: 0; }
  th, td { padding: 0; border: 0; }
  td:empty { display: none; }
  tbody th, td:nth-child(2), td:last-child { width: auto; min-width: 0; }
  tbody th code { white-space: normal; }
  dl.legend { grid-template-columns: 1fr; }
  nav h2 { margin-top: .5rem; }
  nav h2 a, nav li a { padding: .25rem 0; }
}
@media print { nav { display: none; } .frame { display: block; } article { break-inside: avoid-page; } }
`
