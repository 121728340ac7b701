/** What a person meets who starts Parley: the good start, and each bad one with its one clear line. */
package parley.acceptance.start;
