import { type Figure, isMet, ratioOf, type Section } from './figure.ts';

/** The sections as Markdown, which reads as well in a terminal. */
export function tableOf(sections: readonly Section[]): string {
  return sections.map(sectionText).join('\n');
}

function sectionText({ title, about, figures }: Section): string {
  const rows = figures.map((figure) => `| ${cellsOf(figure).join(' | ')} |`);
  const head = ['| what | value | floor | ratio | goal |', '| --- | ---: | ---: | ---: | --- |'];
  return [`### ${title}`, '', about, '', ...head, ...rows, ''].join('\n');
}

function cellsOf(figure: Figure): readonly string[] {
  const { name, unit, value, floor } = figure;
  const ratio = ratioOf(figure);
  return [
    name,
    `${short(value)} ${unit}`,
    floor === undefined ? '' : short(floor),
    ratio === undefined ? '' : ratio.toFixed(2),
    goalText(figure),
  ];
}

function goalText(figure: Figure): string {
  const { goal, floor } = figure;
  if (goal === undefined) return '';
  return `at most ${floor === undefined ? short(goal) : `${goal} x`}: ${isMet(figure) ? 'met' : '**not met**'}`;
}

function short(value: number): string {
  return value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
