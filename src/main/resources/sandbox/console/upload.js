// The form: which video, whose, how.

import { $, el, ask, say, Refused } from './dom.js';
import { t, size, language } from './texts.js';

let setup;
let file = null;
let taken = () => false;
let uploaded = () => {};
let keyTouched = false;
let challengeOf = '';
let challengeData = '';
let challengeTrouble = '';

export function start(given, isTaken, whenUploaded) {
  setup = given;
  taken = isTaken;
  uploaded = whenUploaded;
  $('file').addEventListener('change', () => choose($('file').files[0]));
  const drop = $('drop');
  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, event => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', event => {
    event.preventDefault();
    drop.classList.remove('over');
    choose(event.dataTransfer.files[0]);
  });
  // a file dropped beside the field must not replace the page
  for (const name of ['dragover', 'drop']) {
    window.addEventListener(name, event => event.preventDefault());
  }
  setup.samples.forEach((sample, i) => {
    const radio = el('input', { type: 'radio', name: 'sample', value: sample.name, checked: i === 0 });
    radio.addEventListener('change', () => choose(null));
    $('samples').append(el('label', { class: 'chip' }, radio, el('span', {}, sample.name)));
  });
  for (const radio of document.querySelectorAll('[name=type]')) {
    radio.addEventListener('change', () => issue());
  }
  $('challenge-new').addEventListener('click', issue);
  $('key').addEventListener('input', () => { keyTouched = $('key').value !== ''; });
  $('form').addEventListener('submit', submit);
  translate();
}

export function translate() {
  const chosen = $('person').value;
  const groups = { groupMatch: [], groupIdentity: [], groupCode: [] };
  for (const person of setup.people) {
    const [group, label] = described(person);
    groups[group].push(el('option', { value: person.id }, label));
  }
  $('person').replaceChildren(...Object.entries(groups).map(([name, options]) => el('optgroup', { label: t(name) }, ...options)));
  $('person').value = chosen || 'match-98.5';
  showFile();
  showChallenge();
}

function described(person) {
  switch (person.kind) {
    case 'match': return ['groupMatch', t('match', person.name, person.sim)];
    case 'recovers': return ['groupMatch', t('recovers')];
    case 'wrong-name': return ['groupIdentity', t('wrongName')];
    case 'unknown': return ['groupIdentity', t('unknown')];
    default: {
      const code = person.code.replace('FailedOperation.', '');
      const message = setup.codes[person.code]?.[language];
      return ['groupCode', message ? code + (language === 'zh' ? '：' : ': ') + message : code];
    }
  }
}

function choose(chosen) {
  file = chosen ?? null;
  if (file) {
    document.querySelectorAll('[name=sample]').forEach(radio => { radio.checked = false; });
  } else {
    $('file').value = '';
  }
  keyTouched = false;
  showFile();
}

function showFile() {
  $('drop').classList.toggle('chosen', file !== null);
  say($('drop-what'), file ? file.name + ' · ' + size(file.size) : t('dropHere'));
  suggestKey();
}

/** A key of its own for each upload, until somebody types one. */
export function suggestKey() {
  if (keyTouched) {
    return;
  }
  const name = file?.name ?? sample() ?? 'video.mp4';
  const dot = name.lastIndexOf('.');
  const [stem, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let key = 'videos/' + name;
  for (let i = 2; taken(key); i++) {
    key = `videos/${stem}-${i}${suffix}`;
  }
  if ($('key').value !== key) {
    $('key').value = key;
  }
}

const sample = () => document.querySelector('[name=sample]:checked')?.value;
const type = () => document.querySelector('[name=type]:checked').value;

async function issue() {
  const asked = type();
  challengeOf = asked;
  challengeData = '';
  challengeTrouble = '';
  showChallenge();
  if (asked === 'SILENT') {
    return;
  }
  try {
    const answer = await ask('challenge', { type: asked }, true);
    if (type() === asked) {
      challengeData = answer.data ?? '';
      challengeTrouble = answer.data ? '' : t('notIssued') + (answer.code ?? answer.status);
    }
  } catch (e) {
    challengeTrouble = t('notIssued') + e.message;
  }
  showChallenge();
}

function showChallenge() {
  const asked = type();
  say($('challenge-say'), challengeTrouble || t('say' + asked));
  say($('challenge-data'), challengeOf !== asked ? '' : asked === 'ACTION'
    ? challengeData.split(',').filter(Boolean).map(each => `${each} ${t('action' + each)}`).join(' → ')
    : challengeData);
  $('challenge-data').classList.toggle('words', asked === 'ACTION');
  $('challenge-new').hidden = asked === 'SILENT';
}

async function submit(event) {
  event.preventDefault();
  const key = $('key').value;
  $('go').disabled = true;
  say($('go'), t('going'));
  say($('form-note'), '');
  try {
    const chosen = file ? {} : { sample: sample() };
    const answer = await ask('upload', { key, person: $('person').value, type: type(), data: challengeOf === type() ? challengeData : '', ...chosen }, true, file ?? undefined);
    if (answer.status === 200) {
      keyTouched = false;
      say($('form-note'), /\.(mp4|avi|flv)$/i.test(key) ? '' : t('wrongSuffix'));
      uploaded(key);
      if (type() !== 'SILENT') {
        issue();
      }
    } else {
      say($('form-note'), t('uploadFailed') + (answer.code ?? (answer.status || t('dropped'))));
    }
  } catch (e) {
    say($('form-note'), t('uploadFailed') + (e instanceof Refused ? e.message : t('dropped')));
  } finally {
    $('go').disabled = false;
    say($('go'), t('go'));
  }
}
