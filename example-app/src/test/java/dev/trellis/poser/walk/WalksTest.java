package dev.trellis.poser.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.cli.Main;
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
 * Every page of the documentation prints what it shows. The pages are found by listing the folder, so that no page can be
 * forgotten. To replace the shown output by the printed one, and then look at the difference:
 * {@code mvn test -Dtest=WalksTest -Dtrellis.pages.write=true}.
 */
class WalksTest {
    private static final Path PAGES = Path.of("..", "framework", "docs");
    private static final List<Path> FRAMEWORK =
            List.of(Launcher.container(Trellis.class), Launcher.container(Main.class));

    /** A database that a configuration on the page takes from the environment. */
    private static final Pattern DATABASE = Pattern.compile("\\$\\{(\\w+)_URL:-");

    @TempDir
    Path temporary = Path.of("");

    static List<Path> pages() throws IOException {
        return Launcher.files(PAGES).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    /** Each page with commands, on SQLite and on every other database that one of its blocks names. */
    static List<Arguments> walks() throws IOException {
        List<Arguments> walks = new ArrayList<>();
        for (Path page : pages()) {
            for (String database : Page.databases(Files.readString(page))) {
                walks.add(Arguments.of(PAGES.relativize(page), Kind.valueOf(database.toUpperCase(Locale.ROOT))));
            }
        }
        return walks;
    }

    @ParameterizedTest
    @MethodSource("walks")
    void a_page_prints_what_it_shows(Path page, Kind kind) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        if (text.contains("\n$ ./poser ")) {
            String[] databases = databases(text + Files.readString(Path.of("trellis.yaml")));
            try (Databases open = new Databases(kind, databases);
                    Poser poser = Poser.copied(temporary)) {
                play(page, kind, new Session("./poser", poser, poser.folder(), open.variables()));
            }
            return;
        }
        try (Databases open = new Databases(kind, databases(text));
                Launcher trellis = new Launcher(FRAMEWORK)) {
            Path folder = Files.createDirectory(temporary.resolve("work")).toRealPath();
            Map<String, String> variables = new HashMap<>(open.variables());
            variables.put("TRELLIS_HOME", distribution());
            play(page, kind, new Session("trellis", () -> trellis, folder, variables));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_shows_commands_only_where_they_are_run(Path page) throws IOException {
        assertEquals(List.of(), Page.unplayed(Files.readString(page)));
    }

    /** The class path that a page compiles against. */
    private String distribution() throws IOException {
        List<Path> all = new ArrayList<>(FRAMEWORK);
        all.addAll(Launcher.libraries());
        return Distribution.in(temporary.resolve("trellis"), all).toString();
    }

    private static String[] databases(String text) {
        return DATABASE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toArray(String[]::new);
    }

    private static void play(Path page, Kind kind, Page.Shell shell) throws IOException {
        Path file = PAGES.resolve(page);
        String text = Files.readString(file);
        Page.Played played = Page.play(text, kind.name().toLowerCase(Locale.ROOT), shell);
        if (Boolean.getBoolean("trellis.pages.write")) {
            Files.writeString(file, played.text());
        } else {
            assertTrue(played.differences().isEmpty(), () -> page + "\n" + String.join("\n\n", played.differences()));
        }
    }

    @Test
    void a_page_that_lies_is_found_out() throws IOException {
        String page =
                "```console\n$ echo one\none\n\n$ echo 0123456789ab 12 ms\nba9876543210 7 ms\n\n$ echo ba9876543210\n"
                        + "0123456789ab\n```\n\n```console h2\n$ false\n```\n";
        Path folder = temporary.toRealPath();
        Session.App none = () -> {
            throw new IllegalStateException("no app");
        };
        assertEquals(
                new Page.Played(page, List.of()),
                Page.play(page, "sqlite", new Session("app", none, folder, Map.of())));

        String lying = page.replace("one\n\n$", "two\n\n$");
        Page.Played found = Page.play(lying, "sqlite", new Session("app", none, folder, Map.of()));
        assertEquals(page, found.text());
        assertEquals(1, found.differences().size());
        assertFalse(found.differences().get(0).contains("0123456789ab"));
    }
}
