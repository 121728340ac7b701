package parley.server;

import parley.server.cli.ParleyCommand;

/** The way in: {@code java -jar parley-server.jar}. */
public final class Main {
    private Main() {}

    /** Runs what the command line says and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(ParleyCommand.execute(
                ParleyServer::run,
                StoreTools.onConsole(),
                new OperatorDesk(System.out, System.err),
                System.getenv(),
                arguments));
    }
}
