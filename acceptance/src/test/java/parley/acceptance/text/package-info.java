/**
 * Whatever people write is text: markup that would run in a browser, a public list of strings that break programs, letters
 * that turn others around or stand above them. Shown as written, in the page and in the desktop app.
 */
@org.jspecify.annotations.NullMarked
package parley.acceptance.text;
