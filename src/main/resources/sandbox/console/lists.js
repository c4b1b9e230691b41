// What is there in many: videos, retries, faults.

import { $, el, ask, follow, say } from './dom.js';
import { t, word, clock, duration, size } from './texts.js';
import { badge, parsed } from './check.js';

export function objects(state, selected, select) {
  say($('total'), String(state.total));
  $('no-objects').hidden = state.total > 0;
  follow($('objects'), state.objects, object => object.key, object => {
    const button = el('button', { type: 'button', class: 'link' }, object.key);
    button.addEventListener('click', () => select(object.key, true));
    const cells = ['', 'more', 'number', 'more', 'more number', 'more number'].map(name => el('td', { class: name }));
    cells[0].append(el('span', { class: 'badge' }));
    return el('tr', {}, el('th', { scope: 'row' }, button), ...cells);
  }, (row, object) => {
    const result = object.document ? parsed(object.document) : {};
    const sim = object.sim ?? result.similarity;
    const [, verdict, code, similarity, type, bytes, time] = row.children;
    badge(verdict.firstElementChild, object.status ?? result.status ?? null);
    say(code, object.code ?? result.code ?? '');
    say(similarity, sim === null || sim === undefined ? '–' : Number(sim).toFixed(2));
    say(type, object.type ?? '');
    say(bytes, size(object.size));
    say(time, clock(object.modified));
    if (object.key === selected) {
      row.setAttribute('aria-current', 'true');
    } else {
      row.removeAttribute('aria-current');
    }
  });
}

export function retries(state, select) {
  say($('waiting'), String(state.waiting));
  $('no-retries').hidden = state.waiting > 0;
  follow($('retries'), state.retries, retry => retry.marker, retry => {
    const key = parsed(retry.document).key ?? retry.marker;
    const button = el('button', { type: 'button', class: 'link' }, key);
    button.addEventListener('click', () => select(key, true));
    return el('li', {}, button, el('span', { class: 'due' }), el('span', { class: 'quiet' }));
  }, (item, retry) => {
    const document = parsed(retry.document);
    item.dataset.due = retry.due ?? 0;
    say(item.lastElementChild, [document.code, t('nextAttempt', document.attempt ?? 0)].filter(Boolean).join(' · '));
  });
  count();
}

/** How long each retry still waits. */
export function count() {
  for (const item of $('retries').children) {
    const left = Number(item.dataset.due) - Date.now();
    item.classList.toggle('over', left <= 0);
    say(item.querySelector('.due'), left <= 0 ? t('due') : t('dueIn', left < 60_000 ? Math.ceil(left / 1000) + ' s' : duration(left)));
  }
}

export function faults(modes) {
  follow($('faults'), Object.entries(modes), ([id]) => id, ([id]) => {
    const options = (id === 'clock-skew' ? ['off', 'on'] : ['off', 'once', 'on']).map(mode => {
      const radio = el('input', { type: 'radio', name: 'fault-' + id, value: mode });
      radio.addEventListener('change', () => ask('fault', { id, mode }, true).catch(() => { radio.checked = false; }));
      return el('label', {}, radio, el('span', { 'data-mode': mode }));
    });
    return el('fieldset', { class: 'fault' }, el('legend', {}, el('span'), el('small', { class: 'quiet' })), el('div', { class: 'segments' }, ...options));
  }, (item, [id, mode]) => {
    const [name, detail] = word('faultNames', id);
    const legend = item.firstElementChild;
    say(legend.firstElementChild, name);
    say(legend.lastElementChild, detail);
    item.classList.toggle('active', mode !== 'off');
    for (const radio of item.querySelectorAll('input')) {
      radio.checked = radio.value === mode;
      say(radio.nextElementSibling, t(radio.value));
    }
  });
}
