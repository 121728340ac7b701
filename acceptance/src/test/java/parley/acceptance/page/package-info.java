/**
 * The page in a real Chromium against a real server: what a person sees and does. Tests of the page's pure modules are
 * JavaScript, in {@code client-web/test}; {@link parley.acceptance.page.PageScriptsTest} runs them. What the server
 * answers on the wire belongs to the conversations, not here.
 */
@org.jspecify.annotations.NullMarked
package parley.acceptance.page;
