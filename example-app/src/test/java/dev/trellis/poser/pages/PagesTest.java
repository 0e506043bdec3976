package dev.trellis.poser.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.adopt.Adoption;
import dev.trellis.cli.Main;
import dev.trellis.dashboard.Dashboard;
import dev.trellis.diagram.Diagrams;
import dev.trellis.fleet.Fleet;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every page of the documentation; the folder is listed, so that no page can be forgotten. This command writes the
 * current output into the pages: {@code mvn test -Dtest=PagesTest -Dtrellis.pages.write=true}. Review the difference
 * afterwards.
 */
class PagesTest {
    private static final Path PAGES = Path.of("..", "framework", "docs");
    private static final List<Path> FRAMEWORK = List.of(
            Launcher.container(Trellis.class),
            Launcher.container(Main.class),
            Launcher.container(Adoption.class),
            Launcher.container(Diagrams.class),
            Launcher.container(Fleet.class),
            Launcher.container(Dashboard.class));

    /** The URL of a database that a configuration on the page takes from the environment. */
    private static final Pattern DATABASE = Pattern.compile("\\$\\{(\\w+)_URL:-");

    @TempDir
    Path temporary = Path.of("");

    static List<Path> pages() throws IOException {
        return Launcher.files(PAGES).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    /** Returns each page with commands, on SQLite and on every other database that one of its blocks names. */
    static List<Arguments> runs() throws IOException {
        List<Arguments> runs = new ArrayList<>();
        for (Path page : pages()) {
            for (String database : Page.databases(Files.readString(page))) {
                runs.add(Arguments.of(PAGES.relativize(page), Kind.valueOf(database.toUpperCase(Locale.ROOT))));
            }
        }
        return runs;
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_page_shows_the_current_output(Path page, Kind kind) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        if (text.contains("\n$ ./poser ")) {
            String[] databases = databases(text + Files.readString(Path.of("trellis.yaml")));
            try (PageDatabases open = new PageDatabases(kind, databases);
                    PoserCopy poser = PoserCopy.create(temporary)) {
                run(page, kind, new ConsoleSession("./poser", poser, poser.folder(), open.variables()));
            }
            return;
        }
        try (PageDatabases open = new PageDatabases(kind, databases(text));
                Launcher trellis = new Launcher(FRAMEWORK)) {
            Path folder = Files.createDirectory(temporary.resolve("work")).toRealPath();
            Map<String, String> variables = new HashMap<>(open.variables());
            variables.put("TRELLIS_HOME", distribution());
            run(page, kind, new ConsoleSession("trellis", () -> trellis, folder, variables));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_contains_no_command_that_is_not_run(Path page) throws IOException {
        assertEquals(List.of(), Page.commandsOutsideConsole(Files.readString(page)));
    }

    /** Creates the class path against which a page compiles. */
    private String distribution() throws IOException {
        List<Path> all = new ArrayList<>(FRAMEWORK);
        all.addAll(Launcher.libraries());
        return Artifacts.libraryFolder(temporary.resolve("trellis"), all).toString();
    }

    private static String[] databases(String text) {
        return DATABASE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toArray(String[]::new);
    }

    private static void run(Path page, Kind kind, Page.Shell shell) throws IOException {
        Path file = PAGES.resolve(page);
        String text = Files.readString(file);
        Page.Result played = Page.run(text, kind.name().toLowerCase(Locale.ROOT), shell);
        if (Boolean.getBoolean("trellis.pages.write")) {
            Files.writeString(file, played.text());
        } else {
            assertTrue(played.differences().isEmpty(), () -> page + "\n" + String.join("\n\n", played.differences()));
        }
    }

    @Test
    void a_page_with_wrong_output_is_detected() throws IOException {
        String page =
                "```console\n$ echo one\none\n\n$ echo 0123456789ab 12 ms\nba9876543210 7 ms\n\n$ echo ba9876543210\n"
                        + "0123456789ab\n```\n\n```console h2\n$ false\n```\n";
        Path folder = temporary.toRealPath();
        ConsoleSession.App none = () -> {
            throw new IllegalStateException("no app");
        };
        assertEquals(
                new Page.Result(page, List.of()),
                Page.run(page, "sqlite", new ConsoleSession("app", none, folder, Map.of())));

        String wrong = page.replace("one\n\n$", "two\n\n$");
        Page.Result result = Page.run(wrong, "sqlite", new ConsoleSession("app", none, folder, Map.of()));
        assertEquals(page, result.text());
        assertEquals(1, result.differences().size());
        assertFalse(result.differences().get(0).contains("0123456789ab"));
    }
}
