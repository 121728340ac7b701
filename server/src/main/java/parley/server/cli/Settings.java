package parley.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.server.embedded.Fsync;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.Quantity;
import picocli.CommandLine.Option;

/**
 * Everything that can be set, one option each. The same setting is a flag ({@code --guest-name-hold 5m}), a variable of
 * the environment ({@code PARLEY_GUEST_NAME_HOLD=5m}) and a line of the file given by {@code --config}
 * ({@code guest-name-hold = 5m}); the first of these that has it wins, and {@code docs/settings.md} lists them all.
 *
 * <p>Filled by picocli before anybody sees it, and never changed afterwards; any thread may read it.
 */
public final class Settings {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file with settings, one to a line, such as `port = 3000`.")
    private @Nullable Path config;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. The default can be reached from this machine only;"
                    + " `0.0.0.0` opens the chat to every machine that can reach this one.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "3000",
            converter = Values.Port.class,
            description = "The port for everything: page, chat, health, metrics. 0 takes any free one.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            converter = Values.Directory.class,
            description = "Where the embedded store keeps everything that people write."
                    + " Default: `$XDG_DATA_HOME/parley` or `~/.local/share/parley`;"
                    + " on macOS `~/Library/Application Support/Parley`.")
    private Path data = Path.of("");

    @Option(
            names = "--loops",
            paramLabel = "N",
            converter = Values.Loops.class,
            description = "Event loops, 1 to 1024. Default: one for each core.")
    private int loops;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            converter = Values.RedisUrl.class,
            description = "A Redis 7 (or newer, or Valkey) of your own instead of the embedded one:"
                    + " `redis://[[USER]:PASSWORD@]HOST:PORT[/DB]`, `rediss://` with TLS."
                    + " With a password better in the environment or the file: others can see a flag.")
    private @Nullable URI redis;

    @Option(
            names = "--fsync",
            paramLabel = "always|everysec",
            defaultValue = "always",
            converter = Values.FsyncWord.class,
            description = "When the embedded store forces to disk what it stores: `always`, before it is acknowledged,"
                    + " or `everysec`, which can lose the last second in a power cut.")
    private Fsync fsync = Fsync.ALWAYS;

    @Option(
            names = "--allow-volatile",
            paramLabel = "on|off",
            defaultValue = "off",
            arity = "0..1",
            fallbackValue = "on",
            converter = Values.OnOff.class,
            description = "Start also with a Redis of your own that forgets (no append-only file, or eviction)."
                    + " Everybody is shown a warning then.")
    private Values.Switch allowVolatile = Values.Switch.OFF;

    @Option(
            names = "--rooms",
            paramLabel = "open|closed",
            defaultValue = "open",
            converter = Values.OpenClosed.class,
            description = "`open`: everybody may start rooms. `closed`: only rooms that exist can be joined.")
    private Values.Rooms rooms = Values.Rooms.OPEN;

    @Option(
            names = "--rate-limits",
            paramLabel = "on|off",
            defaultValue = "on",
            converter = Values.OnOff.class,
            description =
                    "Whether there are limits on how fast anything may be done. Off is for trusted networks and tests.")
    private Values.Switch rateLimits = Values.Switch.ON;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Values.Count.class,
            description = "Connections from one network address at a time, and as many more that have not asked for"
                    + " anything yet. 0: no limit.")
    private int maxConnectionsPerAddress;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            split = ",",
            converter = Values.OneLimit.class,
            description = "Another value for a limit of the table in operations.md, such as `messages-per-room=50+5/s`"
                    + " (50 at once, 5 more each second). Several: repeat it, or separate them by commas.")
    private List<Values.OneLimit.Changed> limits = List.of();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            split = ",",
            converter = Values.WebAddress.class,
            description = "The address by which people reach this server, such as `https://chat.example.org`."
                    + " Requests under names other than localhost, this machine's own and these are refused."
                    + " Several: repeat it, or separate them by commas.")
    private List<URI> publicUrls = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            converter = Values.WebAddress.class,
            description =
                    "Another web site whose pages may talk to this server, such as `https://intranet.example.org`."
                            + " Several: repeat it, or separate them by commas.")
    private List<URI> allowedOrigins = List.of();

    @Option(
            names = "--trust-proxy",
            paramLabel = "on|off",
            defaultValue = "off",
            arity = "0..1",
            fallbackValue = "on",
            converter = Values.OnOff.class,
            description = "Take people's addresses from the `X-Forwarded-For` of the reverse proxy in front."
                    + " Only when nobody can reach this server without passing it.")
    private Values.Switch trustProxy = Values.Switch.OFF;

    @Option(
            names = "--metrics-token",
            paramLabel = "TOKEN",
            converter = Values.Secret.class,
            description =
                    "Whoever brings it (`Authorization: Bearer TOKEN`) gets `/metrics` from anywhere, 16 characters or"
                            + " more. Without it: from this machine only. Better in the environment or the file: others can see"
                            + " a flag.")
    private @Nullable String metricsToken;

    @Option(
            names = "--guest-name-hold",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = Values.Time.class,
            description = "How long a guest's name stays theirs after their last connection has ended:"
                    + " `500ms`, `30s` (or `30`), `10m`, `1h`.")
    private Duration guestNameHold = Duration.ZERO;

    Settings() {}

    /**
     * The settings that these flags give, without environment and file: for tests and for programs that start Parley
     * themselves.
     *
     * @throws picocli.CommandLine.ParameterException when one is wrong; the message says which
     */
    public static Settings of(String... flags) {
        return ParleyCommand.parse(Map.of(), flags);
    }

    /** The name is kept for a later version; until then the converter refuses every value and says why. */
    @Option(names = "--redis-cluster", hidden = true, converter = Values.NotYet.class)
    void redisCluster(@Nullable String none) {
        if (none != null) {
            throw new IllegalStateException(none);
        }
    }

    /** The file that the settings were read from, if any. */
    public Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** The address to listen on, as given; not yet looked up. */
    public String host() {
        return host;
    }

    /** 0 to 65535; 0 means any free port. */
    public int port() {
        return port;
    }

    /** Absolute. */
    public Path dataDirectory() {
        return data;
    }

    /** 1 to 1024. */
    public int loops() {
        return loops;
    }

    /** The Redis to use instead of the embedded one. May carry a password: not for logs. */
    public Optional<URI> redis() {
        return Optional.ofNullable(redis);
    }

    /** When the embedded store forces to disk what it stores. */
    public Fsync fsync() {
        return fsync;
    }

    /** Whether a Redis that forgets is accepted. */
    public boolean allowVolatile() {
        return allowVolatile == Values.Switch.ON;
    }

    /** Whether everybody may start rooms. */
    public boolean roomsOpen() {
        return rooms == Values.Rooms.OPEN;
    }

    /** What one stranger may have of everything. */
    public Limits limits() {
        Map<Bound, Quantity> changed = new EnumMap<>(Bound.class);
        changed.put(Bound.CONNECTIONS_PER_ADDRESS, Quantity.of(maxConnectionsPerAddress));
        changed.put(Bound.WAITING_PER_ADDRESS, Quantity.of(maxConnectionsPerAddress));
        limits.forEach(limit -> changed.put(limit.bound(), limit.quantity()));
        return Limits.with(changed, rateLimits == Values.Switch.ON);
    }

    /** http or https, each with a host; the first is the one to show to people. */
    public List<URI> publicUrls() {
        return List.copyOf(publicUrls);
    }

    /** Scheme, host and port where given, in lower case: {@code https://intranet.example.org}. */
    public List<String> allowedOrigins() {
        return allowedOrigins.stream().map(Values.WebAddress::origin).toList();
    }

    /** The origins of pages that this server serves under {@link #publicUrls()}, as browsers name them. */
    public List<String> publicOrigins() {
        return publicUrls.stream().map(Values.WebAddress::origin).toList();
    }

    /** Whether the {@code X-Forwarded-For} of the peer is to be believed. */
    public boolean trustProxy() {
        return trustProxy == Values.Switch.ON;
    }

    /** With which {@code /metrics} is given to others than this machine. Not for logs. */
    public Optional<String> metricsToken() {
        return Optional.ofNullable(metricsToken);
    }

    /** Not negative, at most a year. */
    public Duration guestNameHold() {
        return guestNameHold;
    }
}
