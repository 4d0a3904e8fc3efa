// The template engine against npm's mustache: the same templates over the same data must give the
// same text. node template_diff.mjs CLI NODE_MODULES [COUNT [SEED]]
//
// Told apart on purpose, and so evened out in the reference: objects and arrays print nothing,
// fewer characters are escaped, a partial is not indented, and the first part of a dotted name
// decides (names with dots are only looked up from the outermost level here).
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [cli, modules, count = '5000', seed = '1'] = process.argv.slice(2);
const mustache = createRequire(resolve(modules, 'x.js'))('mustache');

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const printed = (v) => (v !== null && typeof v === 'object' ? '' : String(v));
const ESCAPES = {
  txt: printed,
  html: (v) => printed(v).replace(/[&<>"']/g, (c) => ENTITIES[c]),
};

function reference({ kind, text, view, partials }) {
  const writer = new mustache.Writer();
  writer.indentPartial = (partial) => partial;
  return writer.render(text, view, partials, { escape: ESCAPES[kind] });
}

// [what it holds to, template, view, result, partials]
const CASES = [
  ['no tags', 'plain { text } }}\n', {}, 'plain { text } }}\n'],
  ['a value', 'Dear {{name}},', { name: 'Anne' }, 'Dear Anne,'],
  ['several on a line', '{{a}}{{b}} {{a}}', { a: 1, b: 'x' }, '1x 1'],
  ['blanks inside the tag', '|{{ a }}|{{\ta\n}}|', { a: 1 }, '|1|1|'],
  ['blanks outside the tag stay', '  {{a}}\n', { a: 1 }, '  1\n'],
  ['an integer', '{{n}} miles', { n: 85 }, '85 miles'],
  ['a decimal', '{{n}}', { n: 1.21 }, '1.21'],
  ['zero prints', '{{n}}', { n: 0 }, '0'],
  ['booleans print', '{{t}} {{f}}', { t: true, f: false }, 'true false'],
  ['null is nothing', '[{{n}}]', { n: null }, '[]'],
  ['missing is nothing', '[{{n}}]', {}, '[]'],
  ['objects and arrays are nothing', '[{{o}}{{l}}]', { o: { a: 1 }, l: [1] }, '[]'],
  ['dotted', '{{a.b.c}}', { a: { b: { c: 'x' } } }, 'x'],
  ['dotted, broken chain', '[{{a.b.c}}]', { a: {} }, '[]'],
  ['dotted, no way round by a level outside', '[{{#a}}{{b.c}}{{/a}}]',
    { a: { b: {} }, b: { c: 'no' } }, '[]', {}, 'ours'],
  ['a broken chain does not begin anew', '[{{a.b.name}}]', { a: { b: {} }, name: 'no' }, '[]'],
  ['a dotted section', '{{#a.b}}x{{/a.b}}', { a: { b: true } }, 'x'],
  ['the dot', '{{#l}}({{.}}){{/l}}', { l: [1, 'b', 2.5] }, '(1)(b)(2.5)'],
  ['lists of lists', '{{#l}}[{{#.}}{{.}}{{/.}}]{{/l}}', { l: [[1, 2], [], [3]] }, '[12][][3]'],
  ['the dot of an object', '{{#o}}[{{.}}]{{/o}}', { o: { a: 1 } }, '[]'],
  ['a section that holds', '{{#a}}yes{{/a}}', { a: true }, 'yes'],
  ['a section that does not', '[{{#a}}no{{/a}}]', { a: false }, '[]'],
  ['a section of null', '[{{#a}}no{{/a}}]', { a: null }, '[]'],
  ['a section of zero', '[{{#a}}no{{/a}}{{^a}}yes{{/a}}]', { a: 0 }, '[yes]'],
  ['a section of the empty text', '[{{#a}}no{{/a}}{{^a}}yes{{/a}}]', { a: '' }, '[yes]'],
  ['a section of the empty list', '[{{#a}}no{{/a}}{{^a}}yes{{/a}}]', { a: [] }, '[yes]'],
  ['a section of the empty object', '[{{#a}}yes{{/a}}{{^a}}no{{/a}}]', { a: {} }, '[yes]'],
  ['a section enters an object', '{{#o}}{{a}}{{b}}{{/o}}', { o: { a: 1 }, b: 2 }, '12'],
  ['a section enters a text', '{{#t}}{{.}}{{/t}}', { t: 'x' }, 'x'],
  ['a section enters a number', '{{#t}}{{.}}{{/t}}', { t: 7 }, '7'],
  ['truth is not entered', '{{#o}}{{#t}}{{a}}{{/t}}{{/o}}', { o: { t: true, a: 1 } }, '1'],
  ['inner names hide outer ones', '{{#o}}{{a}}{{/o}}', { o: { a: 1 }, a: 2 }, '1'],
  ['an inner null hides too', '[{{#o}}{{a}}{{/o}}]', { o: { a: null }, a: 2 }, '[]'],
  ['the same section twice', '{{#a}}{{b}}{{#a}}{{b}}{{/a}}{{/a}}', { a: { b: 1 } }, '11'],
  ['nested', '{{#a}}{{#b}}{{#c}}x{{/c}}{{^c}}y{{/c}}{{/b}}{{/a}}', { a: 1, b: 1 }, 'y'],
  ['objects of a list', '{{#l}}{{n}},{{/l}}', { l: [{ n: 1 }, { n: 2 }] }, '1,2,'],
  ['inverse of missing', '{{^a}}x{{/a}}', {}, 'x'],
  ['a comment', 'a{{! no }}b', {}, 'ab'],
  ['a comment of two lines', 'a\n{{! no\nno }}\nb', {}, 'a\nb'],
  ['a comment beside text', 'a {{! no }}\nb', {}, 'a \nb'],
  ['lines of sections go', 'a\n{{#t}}\nb\n{{/t}}\nc\n', { t: true }, 'a\nb\nc\n'],
  ['indented lines of sections go', 'a\n  {{#t}}\nb\n\t{{/t}}  \nc', { t: true }, 'a\nb\nc'],
  ['with CR LF', 'a\r\n{{#t}}\r\nb\r\n{{/t}}\r\nc', { t: true }, 'a\r\nb\r\nc'],
  ['at the start', '{{#t}}\na{{/t}}', { t: true }, 'a'],
  ['at the end', 'a\n  {{#t}}\nb\n  {{/t}}', { t: true }, 'a\nb\n'],
  ['two on a line', 'a\n {{#t}} {{#t}} \nb\n{{/t}}{{/t}}\nc', { t: true }, 'a\nb\nc'],
  ['text beside keeps the line', 'a\n {{#t}} x\nb\n{{/t}}\n', { t: true }, 'a\n  x\nb\n'],
  ['a value keeps its line', 'a\n  {{t}}\n', { t: 1 }, 'a\n  1\n'],
  ['a partial', 'a {{>p}} c', { b: 'b' }, 'a b c', { p: '{{b}}' }],
  ['a partial alone on its line', 'a\n  {{>p}}\nc', {}, 'a\nb\nc', { p: 'b\n' }],
  ['a partial sees the level', '{{#l}}{{>p}}{{/l}}', { l: [{ n: 1 }, { n: 2 }] }, '12',
    { p: '{{n}}' }],
  ['a partial in a partial', '{{>p}}', { n: 1 }, '(1)', { p: '({{>q}})', q: '{{n}}' }],
  ['blanks in a partial tag', '[{{> p }}]', {}, '[b]', { p: 'b' }],
  ['not scanned again', '{{a}}', { a: '{{b}}', b: 'no' }, '{{b}}'],
];

// ---- random templates ----

function generator(start) {
  let state = start >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const random = generator(Number(seed));
const pick = (list) => list[random(list.length)];
const NAMES = ['a', 'b', 'c', 'd', 'long_name', 'x-y', 'p/q'];
const ROOTS = ['o1', 'o2'];
const TEXTS = ['', 'plain', '<b>&"\'</b>', 'Zoë — 7', '{{a}}', '  ', 'line\nline', '0'];
const LITERALS = ['word', ' ', '  ', '\n', '\n', '\n  ', '\r\n', '\t', '}', '{ ', '<b>', '</b>',
  '&amp;', ' – ', '.'];

function value(depth) {
  const kind = random(depth > 0 ? 9 : 6);
  if (kind < 2) return pick(TEXTS);
  if (kind === 2) return pick([0, 1, -5, 120, 3.5, 0.25]);
  if (kind === 3) return random(2) === 0;
  if (kind === 4) return random(2) === 0 ? null : pick(TEXTS);
  if (kind === 5) return [];
  if (kind === 6) return object(NAMES, depth - 1);
  return Array.from({ length: random(4) }, () => value(depth - 1) ?? 'n');
}

function object(names, depth) {
  const result = {};
  for (const name of names) if (random(3) > 0) result[name] = value(depth);
  return result;
}

function view() {
  const result = object(NAMES, 3);
  for (const name of ROOTS) if (random(4) > 0) result[name] = object(NAMES, 2);
  return result;
}

const dotted = () => `${pick(ROOTS)}.${pick(NAMES)}${random(4) ? '' : '.' + pick(NAMES)}`;
const name = () => (random(5) === 0 ? dotted() : random(6) === 0 ? '.' : pick(NAMES));
const blank = () => pick(['', '', '', ' ', '  ']);
const tag = (sign, inside) => `{{${sign}${blank()}${inside}${blank()}}}`;

function template(depth, partials) {
  let text = '';
  for (let parts = 2 + random(9); parts > 0; parts--) {
    const kind = random(10);
    if (kind < 4) text += pick(LITERALS);
    else if (kind < 6) text += tag('', name());
    else if (kind === 6) text += tag('!', pick(['', 'why', 'two\nlines']));
    else if (kind === 7 && partials.length) text += tag('>', pick(partials));
    else if (depth > 0) {
      const inner = name();
      const line = pick(['', '', '\n', '\n  ', ' ']);
      text += line + tag(pick(['#', '#', '^']), inner) + line;
      text += template(depth - 1, partials) + line + tag('/', inner) + line;
    }
  }
  return text;
}

function randomCase() {
  const partials = { p1: template(2, []) };
  partials.p2 = template(2, ['p1']);
  return {
    what: 'random', kind: pick(['txt', 'html']), text: template(3, ['p1', 'p2']), view: view(),
    partials,
  };
}

// ---- both ways ----

function line({ kind, text, view: data, partials }) {
  const templates = { [`t.${kind}`]: text };
  for (const [key, partial] of Object.entries(partials)) templates[`${key}.${kind}`] = partial;
  return JSON.stringify({ templates, name: `t.${kind}`, view: data });
}

const cases = [];
for (const [what, text, data, result, partials = {}, only] of CASES)
  for (const kind of ['txt', 'html'])
    cases.push({ what, kind, text, view: data, partials, result, only });
const fixed = cases.length;
for (let i = 0; i < Number(count); i++) cases.push(randomCase());

const run = spawnSync(cli, { input: cases.map(line).join('\n') + '\n', maxBuffer: 1 << 30 });
if (run.status !== 0) {
  console.error(`template_cli ended with ${run.status ?? run.signal}: ${run.stderr}`);
  process.exit(1);
}
const answers = run.stdout.toString().trimEnd().split('\n').map((text) => JSON.parse(text));

let failed = answers.length === cases.length ? 0 : 1;
let bytes = 0;
cases.forEach((one, i) => {
  const wanted = one.only ? one.result : reference(one);
  bytes += wanted.length;
  const good = answers[i]?.out === wanted && (one.result === undefined || one.result === wanted);
  if (good) return;
  if (failed++ < 10)
    console.error(JSON.stringify({ ...one, wanted, got: answers[i] }, null, 1));
});
console.log(`${fixed} cases and ${cases.length - fixed} random templates (seed ${seed}), ` +
  `${bytes} characters: ${failed} differ`);
process.exit(failed ? 1 : 0);
