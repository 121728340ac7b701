package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.limit.LimitRig.HERE;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a proxy, limits of an address are those of the address that the proxy has added, not of what stands before it. */
class ForwardedAddressLimitsIT {
    private static final String MIA = "X-Forwarded-For: 203.0.113.1";
    private static final String LEO_WHO_SAYS_HE_IS_MIA = "X-Forwarded-For: 203.0.113.1, 203.0.113.2";
    private static final String MIA_WHO_SAYS_SHE_IS_LEO = "X-Forwarded-For: 203.0.113.2, 203.0.113.1";

    @TempDir
    Path data;

    private static Stranger guest(LimitRig rig, String forwarded) throws IOException {
        Stranger stranger = rig.stranger(HERE).connects(forwarded);
        stranger.hello(rig.name(), null);
        return stranger;
    }

    @Test
    void connections() throws Exception {
        try (LimitRig rig = new LimitRig(Bound.CONNECTIONS_PER_ADDRESS, "2", data, "--trust-proxy")) {
            guest(rig, MIA);
            guest(rig, MIA_WHO_SAYS_SHE_IS_LEO);
            rig.nobodyWantedMore();

            rig.stranger(HERE).connects(MIA).isClosed(4505);
            rig.stranger(HERE).connects(MIA_WHO_SAYS_SHE_IS_LEO).isClosed(4505);
            guest(rig, LEO_WHO_SAYS_HE_IS_MIA);
            rig.wasReached(2);
        }
    }

    @Test
    void rates() throws Exception {
        try (LimitRig rig = new LimitRig(Bound.MESSAGES_PER_ADDRESS, "2+1/d", data, "--trust-proxy")) {
            Stranger one = guest(rig, MIA).joins("lobby");
            Stranger two = guest(rig, MIA_WHO_SAYS_SHE_IS_LEO).joins("lobby");
            Stranger leo = guest(rig, LEO_WHO_SAYS_HE_IS_MIA).joins("lobby");
            one.writes("lobby", "1");
            two.writes("lobby", "2");
            rig.nobodyWantedMore();

            one.isRateLimited(Stranger.send("lobby", "3"));
            two.isRateLimited(Stranger.send("lobby", "3"));
            leo.writes("lobby", "3");
            leo.writes("lobby", "4");
            rig.wasReached(2);
            leo.isRateLimited(Stranger.send("lobby", "5"));
        }
    }

    @Test
    void requests() throws Exception {
        try (LimitRig rig = new LimitRig(Bound.REQUESTS_PER_ADDRESS, "2+1/d", data, "--trust-proxy")) {
            Stranger proxy = rig.stranger(HERE);
            assertThat(proxy.get("/health", MIA)).startsWith("HTTP/1.1 200 ");
            assertThat(proxy.get("/health", MIA_WHO_SAYS_SHE_IS_LEO)).startsWith("HTTP/1.1 200 ");
            rig.nobodyWantedMore();

            assertThat(proxy.get("/health", LEO_WHO_SAYS_HE_IS_MIA)).startsWith("HTTP/1.1 200 ");
            assertThat(proxy.get("/health", MIA)).startsWith("HTTP/1.1 429 ");
            rig.wasReached(1);
        }
    }
}
