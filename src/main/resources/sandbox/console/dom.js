// The few things the other modules need of the page.

export const $ = id => document.getElementById(id);

/** An element with attributes and children; text never becomes markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children);
  return element;
}

/** Changes text only where it differs, so that nothing is read out twice. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Makes the children of a parent follow a list. An item that stays keeps its element, and with it
 * focus and scroll position.
 */
export function follow(parent, items, key, create, update) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = old.get(name);
    old.delete(name);
    if (!child) {
      child = create(item);
      child.dataset.key = name;
    }
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  old.forEach(child => child.remove());
}

/** The sandbox said no, and why. */
export class Refused extends Error {}

/** The sandbox said nothing. */
export class Unreachable extends Error {}

/** Asks the sandbox; null when nothing has changed. */
export async function ask(path, parameters = {}, post = false, body = undefined) {
  const query = Object.entries(parameters).map(pair => pair.map(encodeURIComponent).join('=')).join('&');
  const answer = await fetch('/console/' + path + (query && '?' + query), {
    method: post ? 'POST' : 'GET',
    headers: post ? { 'X-Sandbox-Console': '1' } : {},
    body,
  }).catch(e => { throw new Unreachable(e.message); });
  if (answer.status === 204) {
    return null;
  }
  const json = await answer.json();
  if (!answer.ok) {
    throw new Refused(json.problem ?? String(answer.status));
  }
  return json;
}
