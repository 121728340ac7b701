package parley.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The files of the page, read once. Requests are looked up in this table and never become a path of a file system, so
 * nothing outside of it can be reached.
 */
public final class Page {

    private static final String FOLDER = "parley/web/";
    private static final String INDEX = "index.html";

    private final Map<String, byte[]> files;

    Page(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Everything below {@code parley/web/} on the class path.
     *
     * @throws IOException when it cannot be read, or is not there
     */
    public static Page onClassPath() throws IOException {
        URL index = Page.class.getClassLoader().getResource(FOLDER + INDEX);
        if (index == null) {
            throw new IOException("The page is missing in this jar (" + FOLDER + INDEX + ")");
        }
        return new Page("jar".equals(index.getProtocol()) ? inJar(index) : inFolder(index));
    }

    private static Map<String, byte[]> inJar(URL index) throws IOException {
        JarURLConnection connection = (JarURLConnection) index.openConnection();
        connection.setUseCaches(false);
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName().substring(FOLDER.length()), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private static Map<String, byte[]> inFolder(URL index) throws IOException {
        Path folder = path(index).resolveSibling("");
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static Path path(URL index) throws IOException {
        try {
            return Path.of(index.toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    Map<String, Route> routes() {
        Map<String, Route> routes = new TreeMap<>();
        files.forEach((name, content) -> routes.put("/" + name, PageFile.of(name, content)));
        Route index = routes.get("/" + INDEX);
        if (index != null) {
            routes.put("/", index);
        }
        return routes;
    }
}
