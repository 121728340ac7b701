/** Tests of the SDK: data structures alone, and the whole client against a scripted server over real sockets. */
@org.jspecify.annotations.NullMarked
package parley.client;
