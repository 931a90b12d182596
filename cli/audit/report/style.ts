/** The page's own style: nothing is fetched, and ink on paper says the same as colours on a screen. */
export const style = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 68rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid #1a1a1a; padding-bottom: .2rem; }
p { margin: .4rem 0; max-width: 48rem; }
.quiet { color: #555; }
.status { border: 2px solid #1a1a1a; padding: .7rem 1rem; margin: 1.2rem 0; }
.status.broken { border-width: 6px; }
.status ul { margin: .4rem 0 0; padding-left: 1.2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; margin: 1rem 0; }
dl div { border-left: 3px solid #1a1a1a; padding-left: .7rem; }
dt { color: #555; font-size: .85rem; }
dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid #ccc; overflow-wrap: break-word; }
th { border-bottom: 1px solid #1a1a1a; font-weight: 600; }
td.number { font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; display: block; }
svg.key { display: inline-block; width: 34px; height: 12px; vertical-align: middle; margin: 0 .3rem 0 .6rem; }
.legend { font-size: .85rem; color: #333; max-width: none; }
.grid { stroke: #ccc; stroke-width: 1; }
.tick { font-size: 11px; fill: #444; }
.lane { font-size: 12px; fill: #1a1a1a; text-anchor: end; }
.window { fill: #4a7fb5; stroke: #1f3f5f; stroke-width: .5; }
.emergency { fill: url(#hatch); stroke: #1a1a1a; stroke-width: 1.2; }
.paper { fill: #fff; }
.ink { fill: #b3261e; }
code { font-size: .9em; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; }
  h2 { break-after: avoid; }
  tr, .status, svg, dl div { break-inside: avoid; }
  thead { display: table-header-group; }
  .window, .emergency, .ink, .paper { print-color-adjust: exact; }
}
@page { margin: 15mm; }
`;
