import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { words } from '../src/main/resources/parley/web/js/words.js';

const web = fileURLToPath(new URL('../src/main/resources/parley/web/', import.meta.url));
const tailwind = fileURLToPath(new URL('../tailwind/', import.meta.url));
const html = readFileSync(join(web, 'index.html'), 'utf8');
const scripts = readdirSync(join(web, 'js'), { recursive: true })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(web, 'js', name), 'utf8') }));

test('the committed style sheet is what its sources compile to', () => {
  if (!existsSync(join(tailwind, 'node_modules'))) execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: tailwind });
  const folder = mkdtempSync(join(tmpdir(), 'parley-styles-'));
  try {
    const output = join(folder, 'app.css');
    const command = join(tailwind, 'node_modules', '.bin', 'tailwindcss');
    execFileSync(command, ['--input', 'app.css', '--output', output, '--minify'], { cwd: tailwind, stdio: 'pipe' });
    assert.equal(readFileSync(join(web, 'css', 'app.css'), 'utf8'), readFileSync(output, 'utf8'), 'run `npm run build` in client-web/tailwind');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every class that a script uses is in the style sheet', () => {
  const styles = readFileSync(join(web, 'css', 'app.css'), 'utf8');
  const used = scripts.flatMap(({ text }) => [...text.matchAll(/className(?:: | = )['`]([^'`$]+)/g)].flatMap(([, names]) => names.trim().split(' ')));
  assert.ok(used.length > 15);
  for (const name of used) assert.ok(styles.includes(`.${name}`), name);
});

test('the page has nothing inline that the content security policy would stop', () => {
  assert.doesNotMatch(html, /\sstyle=|<style|\son\w+=|javascript:/);
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
});

test('the page asks no other host, and works under a sub-path', () => {
  for (const [, url] of html.matchAll(/(?:src|href)="([^"]*)"/g)) assert.doesNotMatch(url, /^(\/|\w+:)/, url);
  for (const { name, text } of scripts) assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org\/2000\/svg)/, name);
});

test('no script makes markup out of text', () => {
  for (const { name, text } of scripts) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|createContextualFragment/, name);
  }
});

test('the static words are those of words.js', () => {
  const keys = [...html.matchAll(/data-words="(\w+)"[^>]*>([^<]*)</g)];
  assert.ok(keys.length > 5);
  for (const [, key, text] of keys) assert.equal(text, words[key], key);
  for (const [attribute, marker] of [['placeholder', 'placeholder'], ['aria-label', 'label'], ['title', 'title']]) {
    for (const [tag, key] of html.matchAll(new RegExp(`<[^>]*data-words-${marker}="(\\w+)"[^>]*>`, 'g'))) {
      assert.ok(tag.includes(`${attribute}="${words[key]}"`), tag);
    }
  }
});

test('the original page’s ids and words are there', () => {
  for (const id of ['join-chat-interface', 'username', 'join-chat', 'chat-interface', 'chat-messages', 'message', 'send-message']) {
    assert.ok(html.includes(`id="${id}"`), id);
  }
  assert.equal(words.joinTitle, 'Join Chat');
  assert.equal(words.joinPlaceholder, 'Enter username');
  assert.equal(words.nameBlank, 'Please type in a username');
});

test('no file is long', () => {
  for (const { name, text } of scripts) assert.ok(text.split('\n').length <= 300, name);
});
