package parley.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way, and nothing blocks a loop. */
@AnalyzeClasses(packages = "parley.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] ON_LOOPS = {
        "parley.server.loop..", "parley.server.websocket..", "parley.server.chat.."
    };

    @ArchTest
    static final ArchRule THE_CHAT_KNOWS_NO_SOCKETS_AND_NO_REDIS = noClasses()
            .that()
            .resideInAPackage("parley.server.chat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.server",
                    "parley.server.cli..",
                    "parley.server.loop..",
                    "parley.server.websocket..",
                    "parley.server.http..",
                    "parley.server.embedded..",
                    "parley.server.store.redis..",
                    "java.net..",
                    "java.nio.channels..",
                    "redis.clients..",
                    "org.java_websocket..");

    @ArchTest
    static final ArchRule THE_LOOP_KNOWS_BYTES_AND_NO_CHAT = noClasses()
            .that()
            .resideInAPackage("parley.server.loop..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.server",
                    "parley.server.cli..",
                    "parley.server.websocket..",
                    "parley.server.http..",
                    "parley.server.chat..",
                    "parley.server.store..",
                    "parley.model..");

    @ArchTest
    static final ArchRule THE_WEBSOCKET_KNOWS_FRAMES_AND_NO_CHAT = noClasses()
            .that()
            .resideInAPackage("parley.server.websocket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.server",
                    "parley.server.cli..",
                    "parley.server.http..",
                    "parley.server.chat..",
                    "parley.server.store..");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NOBODY_ABOVE_IT = noClasses()
            .that()
            .resideInAPackage("parley.server.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.server",
                    "parley.server.cli..",
                    "parley.server.http..",
                    "parley.server.chat..",
                    "parley.server.loop..",
                    "parley.server.websocket..");

    @ArchTest
    static final ArchRule THE_ARCHIVE_KNOWS_A_FORMAT_AND_NO_STORE = noClasses()
            .that()
            .resideInAPackage("parley.server.store.archive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.server.store.redis..", "parley.server.embedded..");

    @ArchTest
    static final ArchRule ONLY_ITS_PACKAGE_KNOWS_REDIS = noClasses()
            .that()
            .resideOutsideOfPackages("parley.server.store.redis..", "parley.server.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule NOTHING_ON_A_LOOP_SLEEPS = noClasses()
            .that()
            .resideInAnyPackage(ON_LOOPS)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.net.InetAddress.class, "getAllByName", String.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.nio.file..", "redis.clients..");

    @ArchTest
    static final ArchRule THE_CHAT_USES_AN_INJECTED_CLOCK = noClasses()
            .that()
            .resideInAPackage("parley.server.chat..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
