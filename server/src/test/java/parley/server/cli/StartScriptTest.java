package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/parley in a copy of the tree, with programs in the place of Maven and Java that write down how they were called. */
class StartScriptTest {

    private static final Path BIN = Path.of("../bin");

    @TempDir
    Path temporary;

    private Path tree;
    private Path programs;
    private Path jar;
    private Path calls;

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void copyTheTree() throws Exception {
        tree = temporary.resolve("the tree");
        programs = Files.createDirectory(temporary.resolve("programs"));
        jar = tree.resolve("server/target/parley-server.jar");
        calls = temporary.resolve("calls");
        Files.createDirectories(tree.resolve("bin"));
        for (String name : List.of("parley", "tools.sh")) {
            Files.copy(BIN.resolve(name), tree.resolve("bin").resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String folder : List.of("shared-model", "client-web", "server/src/main", "server/src/test")) {
            Files.createDirectories(tree.resolve(folder));
        }
        Files.writeString(tree.resolve("pom.xml"), "");
        program("javac", "echo 'javac 17.0.1'");
        program(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit; }; echo \"java $*\" >>'"
                        + calls + "'; printf '[%s]' \"$@\"");
        program("mvn", "echo \"mvn $*\" >>'" + calls + "'; mkdir -p '" + jar.getParent() + "'; : >'" + jar + "'");
    }

    @Test
    void firstStartBuildsTheServerAndWhatItNeeds() throws Exception {
        Outcome outcome = run(temporary, tree.resolve("bin/parley"), "--port", "0");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("building the server (the first time");
        assertThat(calls()).first().asString().contains("-pl server -am -Dmaven.test.skip=true package");
        assertThat(outcome.out()).contains("[-jar][" + jar.toRealPath() + "][--port][0]");
    }

    @Test
    void laterStartsBuildNothing() throws Exception {
        build();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        assertThat(run(temporary, tree.resolve("bin/parley")).exit()).isZero();
        assertThat(calls()).hasSize(2).allMatch(call -> call.startsWith("java "));
        assertThat(calls().get(0)).contains("ArchiveClassesAtExit");

        // The program here in Java's place left no archive; it is not tried again, and the server starts without.
        run(temporary, tree.resolve("bin/parley"));
        assertThat(calls()).hasSize(3);
        assertThat(calls().get(2)).doesNotContain("Archive");
    }

    @Test
    void archiveOfTheClassesIsUsedUntilTheJarIsNewer() throws Exception {
        build();
        Path archive = Files.writeString(jar.resolveSibling("parley-server-17.0.1.jsa"), "classes");
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(2)));
        Outcome outcome = run(temporary, tree.resolve("bin/parley"));
        assertThat(calls()).singleElement().asString().contains("-XX:SharedArchiveFile=" + archive.toRealPath());
        assertThat(outcome.out()).contains("[-XX:SharedArchiveFile=" + archive.toRealPath() + "]");

        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(3)));
        run(temporary, tree.resolve("bin/parley"));
        assertThat(calls()).hasSize(3);
    }

    @Test
    void oldJavaIsOneLine() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\"' >&2");
        Outcome old = run(temporary, tree.resolve("bin/parley"));
        assertThat(old.exit()).isNotZero();
        assertThat(old.err()).contains("Java 11.0.2 is too old").hasLineCount(1);
    }

    @Test
    void changedSourceIsBuiltAnewAndAChangedTestIsNot() throws Exception {
        build();
        touch(tree.resolve("server/src/test/SomeTest.java"));
        run(temporary, tree.resolve("bin/parley"));
        assertThat(calls()).noneMatch(call -> call.startsWith("mvn"));

        touch(tree.resolve("server/src/main/Some thing.java"));
        Outcome outcome = run(temporary, tree.resolve("bin/parley"));
        assertThat(outcome.err()).contains("sources have changed");
        assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
    }

    @Test
    void worksThroughSymbolicLinksFromAnywhereAndKeepsArgumentsWhole() throws Exception {
        build();
        Path links = Files.createDirectory(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("second"), tree.resolve("bin/parley"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("second"));
        Outcome outcome = run(links, links.resolve("first"), "--data", "my chat", "--help");
        assertThat(outcome.out()).contains("[--data][my chat][--help]");
    }

    @Test
    void missingOrOldJdkIsOneLine() throws Exception {
        program("javac", "echo 'javac 11.0.2'");
        Outcome old = run(temporary, tree.resolve("bin/parley"));
        assertThat(old.exit()).isNotZero();
        assertThat(old.err())
                .contains("JDK 11 is too old. Install a JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void failedBuildStartsNothing() throws Exception {
        program("mvn", "echo 'cannot compile'; exit 1");
        Outcome outcome = run(temporary, tree.resolve("bin/parley"));
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.err()).contains("cannot compile", "the build failed");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void removedSourceIsBuiltAnewToo() throws Exception {
        Path source = Files.writeString(tree.resolve("server/src/main/Gone.java"), "");
        build();
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(run(temporary, tree.resolve("bin/parley")).err()).contains("sources have changed");
    }

    private void build() throws Exception {
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));
    }

    private static void touch(Path file) throws Exception {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private List<String> calls() throws Exception {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Outcome run(Path directory, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", programs + ":/usr/bin:/bin");
        builder.environment().remove("JAVA_HOME");
        int exit = builder.start().waitFor();
        return new Outcome(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
