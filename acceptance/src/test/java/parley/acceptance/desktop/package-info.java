/**
 * The desktop app's real scene graph against real servers: what a person does and sees, through kills of the server and of
 * the app, and beside the page in one room.
 */
package parley.acceptance.desktop;
