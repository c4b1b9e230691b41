// Puts the parts together and keeps them up to date.

import { $, ask, say, Unreachable } from './dom.js';
import { t, speak, language, translatePage } from './texts.js';
import * as check from './check.js';
import * as lists from './lists.js';
import * as upload from './upload.js';

const EVERY = 400;

let setup;
let state = null;
let shown = null;
let seen = '';
let selected = decodeURIComponent(location.hash.slice(1)) || null;
let lastSaid = '';

function draw() {
  if (state) {
    lists.objects(state, selected, select);
    lists.retries(state, select);
    lists.faults(state.faults);
  }
  if (shown) {
    const words = check.show(shown, setup.codes);
    if (words && words !== lastSaid) {
      say($('said'), words);
    }
    lastSaid = words;
  } else {
    check.clear();
  }
}

async function look() {
  const key = selected;
  const fresh = key ? await ask('check', { key }) : null;
  if (key === selected) {
    shown = fresh && (fresh.exists || fresh.steps.length) ? fresh : null;
  }
}

async function poll() {
  const news = await ask('state', { seen });
  if (news) {
    state = news.state;
    await look();
    seen = news.seen;
    draw();
    upload.suggestKey();
    $('main').classList.remove('waiting');
  }
}

async function keepPolling() {
  for (;;) {
    try {
      if (!document.hidden) {
        await poll();
      }
      $('trouble').hidden = true;
    } catch (e) {
      if (!(e instanceof Unreachable)) {
        console.error(e);
      }
      say($('trouble'), t('lost'));
      $('trouble').hidden = false;
    }
    await new Promise(wake => setTimeout(wake, EVERY));
  }
}

async function select(key, move) {
  selected = key;
  history.replaceState(null, '', '#' + encodeURIComponent(key));
  await look();
  draw();
  if (move) {
    $('check').focus({ preventScroll: true });
    $('check').scrollIntoView({ block: 'nearest' });
  } else if (window.innerWidth < 900) {
    $('check').scrollIntoView({ block: 'start' });
  }
}

async function fireTimer() {
  $('timer').disabled = true;
  say($('timer-answer'), t('timerRuns'));
  try {
    const { status } = await ask('timer', {}, true);
    say($('timer-answer'), status >= 200 && status < 400 ? t('timerDone') : t('timerFailed', status || t('noAnswer')));
  } catch {
    say($('timer-answer'), t('lost'));
  } finally {
    $('timer').disabled = false;
  }
}

function translate() {
  translatePage();
  upload.translate();
  draw();
}

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    speak(button.dataset.language);
    translate();
  });
}
$('timer').addEventListener('click', fireTimer);

translatePage();
setup = await ask('setup');
say($('where'), `${setup.bucket} · ${setup.endpoint.replace(/^https?:\/\//, '')}`);
upload.start(setup, key => state?.objects.some(object => object.key === key) ?? false, key => select(key, false));
setInterval(lists.count, 1000);
keepPolling();
