// One video: its verdict, its way, what is stored about it.

import { $, el, follow, say } from './dom.js';
import { t, word, language, duration } from './texts.js';

const DEFAULT_THRESHOLD = 70;

/** A pause longer than this starts a new part of the timeline, with a scale of its own. */
const PAUSE = 800;

const MARKS = { PASSED: '✓', REJECTED: '✕', RESUBMIT: '↻', REVIEW: '?', ERROR: '!', PENDING: '…' };

/** Fills in a badge; the mark keeps it readable without colors. */
export function badge(element, status) {
  const shown = MARKS[status] ? status : status === 'CHECKING' ? t('checking') : t('unchecked');
  element.className = 'badge ' + (MARKS[status] ? status.toLowerCase() : status === 'CHECKING' ? 'checking' : 'unchecked');
  say(element, (MARKS[status] ?? '·') + ' ' + shown);
}

/** What the result JSON says, or an empty object. */
export function parsed(text) {
  try {
    return JSON.parse(text ?? '{}') ?? {};
  } catch {
    return {};
  }
}

export function clear() {
  say($('check-key'), '');
  $('badge').className = 'badge unchecked';
  say($('badge'), t('nothingYet'));
  say($('code'), '');
  say($('message'), t('startHint'));
  say($('advice'), '');
  similarity(null, null);
  follow($('timeline'), [], each => each, null, null);
  frames([], '');
  tags({});
  say($('document'), t('noDocument'));
}

/** Returns what to read out when it changes. */
export function show(check, codes) {
  const result = parsed(check.document);
  const status = check.tags['liveness-status'] ?? result.status ?? (working(check) ? 'CHECKING' : null);
  const code = check.tags['liveness-code'] ?? result.code ?? '';
  const known = codes[code];
  const message = known?.[language] ?? result.message?.[language]
    ?? (status === 'CHECKING' ? t('checkingHint') : status ? '' : t('uncheckedHint'));
  say($('check-key'), check.key);
  badge($('badge'), status);
  say($('code'), code);
  say($('message'), message);
  say($('advice'), word('advices', result.advice ?? known?.advice ?? 'none'));
  similarity(check.tags['liveness-sim'] ?? result.similarity, result.threshold);
  timeline(check.steps);
  frames(check.frames, check.tags['liveness-checked-at'] ?? '');
  tags(check.tags);
  say($('document'), check.document ? JSON.stringify(result, null, 2) : t('noDocument'));
  return status && status !== 'CHECKING' ? `${check.key}: ${status}. ${message}` : '';
}

const working = check => check.steps.some(step => step.name === 'event' && step.took === null);

function similarity(value, threshold) {
  const given = value !== null && value !== undefined && value !== '';
  const from = threshold ?? DEFAULT_THRESHOLD;
  const number = given ? Number(value) : 0;
  say($('sim-value'), given ? number.toFixed(2) : '–');
  say($('threshold'), given ? t('threshold', from) : t('noSimilarity'));
  const meter = $('meter');
  meter.classList.toggle('low', given && number < from);
  meter.setAttribute('aria-valuenow', String(number));
  meter.setAttribute('aria-valuetext', given ? `${number.toFixed(2)}, ${t('threshold', from)}` : t('noSimilarity'));
  meter.querySelector('i').style.width = number + '%';
  meter.querySelector('b').style.left = from + '%';
}

function timeline(steps) {
  const parts = [];
  let end = -Infinity;
  for (const step of steps) {
    if (step.at - end > PAUSE) {
      parts.push({ begin: step.at, pause: parts.length ? step.at - end : 0, end: step.at, steps: [] });
    }
    const part = parts.at(-1);
    end = Math.max(end, step.at + (step.took ?? 0));
    part.end = Math.max(part.end, end);
    part.steps.push(step);
  }
  const rows = parts.flatMap((part, p) => [
    ...(part.pause ? [{ id: 'pause' + p, pause: part.pause }] : []),
    ...part.steps.map((step, s) => ({ id: p + '-' + s, step, part, first: steps[0].at })),
  ]);
  follow($('timeline'), rows, row => row.id, create, update);
}

function create(row) {
  return row.pause !== undefined
    ? el('li', { class: 'pause' })
    : el('li', {}, el('span', { class: 'step' }), el('span', { class: 'status' }), el('span', { class: 'bar', 'aria-hidden': 'true' }, el('i')), el('span', { class: 'at' }));
}

function update(item, row) {
  if (row.pause !== undefined) {
    say(item, t('later', duration(row.pause)));
    return;
  }
  const { step, part } = row;
  const [name, status, bar, at] = item.children;
  const absent = step.status === 404 && step.name.endsWith('-read');
  const broken = step.status >= 400 && !absent || step.status === 0 && step.took !== null;
  item.className = ('step-' + step.name + (broken ? ' broken' : '') + (step.charged ? ' charged' : '') + (step.took === null ? ' running' : '')).trim();
  say(name, word('steps', step.name) + (step.note ? ' ' + step.note : ''));
  say(status, [step.took === null ? t('running') : step.status || t('noAnswer'), step.charged ? t('charged') : ''].filter(Boolean).join(' · '));
  const whole = Math.max(part.end - part.begin, 1);
  const left = Math.min((step.at - part.begin) / whole * 100, 99);
  bar.firstElementChild.style.left = left + '%';
  bar.firstElementChild.style.width = Math.min(Math.max((step.took ?? part.end - step.at) / whole * 100, 1), 100 - left) + '%';
  say(at, '+' + duration(step.at - row.first) + (step.took === null ? '' : ' / ' + duration(step.took)));
}

function frames(keys, version) {
  const shown = keys.length ? keys : [null];
  follow($('frames'), shown, key => key ? key + version : 'none',
    key => key ? el('li', {}, el('img', { src: '/console/frame?key=' + encodeURIComponent(key), width: 72, height: 96 })) : el('li', { class: 'quiet' }),
    (item, key) => key ? item.firstElementChild.setAttribute('alt', t('frame', keys.indexOf(key) + 1)) : say(item, t('noFrames')));
}

function tags(all) {
  const entries = Object.entries(all);
  const shown = entries.length ? entries : [[t('noTags'), '']];
  follow($('tags'), shown, ([name]) => name,
    ([name]) => el('div', {}, el('dt', {}, name), el('dd')),
    (item, [, value]) => say(item.lastElementChild, value));
}
