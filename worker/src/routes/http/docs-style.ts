export const DOCS_STYLE = `
:root { --ink: #16201f; --soft: #55635f; --paper: #fbfaf7; --card: #fff; --line: #dcd9d0; --accent: #0b6670; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ece9; --soft: #9fb0aa; --paper: #121716; --card: #1a2120; --line: #2d3735; --accent: #5cc0c9; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.15rem; }
h3 { margin: 1rem 0 .3rem; font-size: .85rem; color: var(--soft); }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin-top: 1rem; }
nav a { padding: .35rem 0; }
code { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0; padding: 0 .8rem; }
summary { cursor: pointer; padding: .6rem 0; }
summary .words { display: block; color: var(--soft); font-size: .9rem; }
summary:focus-visible, a:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.method { display: inline-block; min-width: 3.6rem; font: 600 .75rem ui-monospace, monospace; color: var(--accent); }
.access { margin: 0; font-size: .9rem; color: var(--soft); }
pre { margin: 0 0 .8rem; padding: .7rem; max-height: 24rem; overflow: auto; background: var(--paper);
  border: 1px solid var(--line); border-radius: .4rem; }
pre code { overflow-wrap: normal; }
.codes { columns: 14rem; padding-left: 1.1rem; }
`
