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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page does what it says. To write anew what the commands print, and then look at the difference:
 * {@code mvn test -Dtest=WalksTest -Dtrellis.pages.write=true}.
 */
class WalksTest {
    private static final Path PAGES = Path.of("docs");

    @TempDir
    Path temporary = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL"})
    void a_custom_app_over_a_base(Kind kind) throws IOException {
        try (Databases databases = new Databases(kind, "POSER_DB", "STORE_DB");
                Poser poser = Poser.copied(temporary)) {
            play("custom-app.md", kind, new Session("./poser", poser, poser.folder(), databases.variables()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL"})
    void one_branch_and_a_throwaway_database(Kind kind) throws IOException {
        List<Path> framework = List.of(Launcher.container(Trellis.class), Launcher.container(Main.class));
        List<Path> all = new ArrayList<>(framework);
        all.addAll(Launcher.libraries());
        try (Databases databases = new Databases(kind, "HUB_DB", "HUB_TEMP_DB");
                Launcher trellis = new Launcher(framework)) {
            Map<String, String> variables = new HashMap<>(databases.variables());
            variables.put(
                    "TRELLIS_HOME",
                    Distribution.in(temporary.resolve("trellis"), all).toString());
            Path folder = Files.createDirectory(temporary.resolve("work")).toRealPath();
            play("throwaway-database.md", kind, new Session("trellis", () -> trellis, folder, variables));
        }
    }

    private static void play(String name, Kind kind, Page.Shell shell) throws IOException {
        Path file = PAGES.resolve(name);
        String text = Files.readString(file);
        Page.Played played = Page.play(text, kind.name().toLowerCase(Locale.ROOT), shell);
        if (Boolean.getBoolean("trellis.pages.write")) {
            Files.writeString(file, played.text());
        } else {
            assertTrue(played.differences().isEmpty(), () -> name + "\n" + String.join("\n\n", played.differences()));
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
