package dev.trellis.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.Trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that go to PostgreSQL as one message. */
class TogetherTest {
    private static final String TABLE =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer, n: integer}, primary_key: [id]}\n";
    private static final String INDEX = "  - create_index: {table: t, columns: [n]}\n";
    private static final String COLUMN = "  - add_column: {table: t, name: m, type: integer}\n";

    @TempDir
    Path folder = Path.of("");

    /** Hears of each statement, so that each goes alone. */
    private static final Listener HEARING = new Listener() {};

    private static TrellisException failure(Site site, Listener listener) {
        try (Trellis trellis = site.trellis(Extensions.NONE, listener)) {
            return assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
    }

    private static int calls(Site site, Listener listener) {
        Halting.at(Integer.MAX_VALUE, () -> {});
        try (Trellis trellis = site.trellis(Halting.EXTENSIONS, listener)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        return Halting.counted();
    }

    @Test
    void three_of_them_take_two_calls_less() throws Exception {
        try (Site alone = new Site(Kind.POSTGRESQL, folder.resolve("alone"));
                Site together = new Site(Kind.POSTGRESQL, folder.resolve("together"))) {
            alone.script("a1", "null", TABLE + INDEX + COLUMN);
            together.script("a1", "null", TABLE + INDEX + COLUMN);
            assertEquals(2, (calls(alone, HEARING) - calls(together, Listener.NONE)) / 2);
            assertEquals(alone.content(), together.content());
        }
    }

    @Test
    void the_one_that_fails_is_found_and_all_of_them_are_undone() {
        try (Site site = new Site(Kind.POSTGRESQL, folder)) {
            site.script("a1", "null", TABLE + INDEX + COLUMN + COLUMN + "  - drop_table: t\n");
            TrellisException together = failure(site, Listener.NONE);
            assertEquals(
                    List.of("a1 failed"),
                    site.attempts().stream()
                            .map(entry -> entry.revision() + " " + entry.outcome())
                            .toList());
            TrellisException alone = failure(site, HEARING);
            assertEquals(alone.problem().toString(), together.problem().toString());
            assertTrue(together.problem().message().contains("ADD COLUMN \"m\""), together.problem()::toString);
            assertEquals(
                    9,
                    together.problem().location() == null
                            ? 0
                            : together.problem().location().line());
            assertEquals(
                    List.of(), site.database().query("SELECT 1 FROM pg_class WHERE relname = 't' AND relkind = 'r'"));
        }
    }

    /** A type that has been created before is there when the next operation asks whether it is. */
    @Test
    void the_catalogue_is_asked_behind_what_has_been_said() {
        try (Site site = new Site(Kind.POSTGRESQL, folder)) {
            site.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_enum: {name: mood, values: [good, bad]}\n"
                            + "  - create_table: {name: t, columns: {id: integer, mood: \"enum(mood: good, bad)\"}}\n"
                            + "  - alter_enum: {name: mood, values: [bad, worse]}\n"
                            + "  - create_index: {table: t, columns: [mood]}\n");
            site.upgrade();
            assertEquals(
                    List.of("bad", "worse"),
                    site.database().query("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"));
        }
    }

    /** What somebody else wrote goes where it stands among them. */
    @Test
    void raw_sql_and_rows_keep_their_place() {
        try (Site site = new Site(Kind.POSTGRESQL, folder)) {
            site.script(
                    "a1",
                    "null",
                    TABLE + INDEX + "  - execute: insert into t values (1, 1) -- the first\n"
                            + "  - bulk_insert: {table: t, rows: [{id: 2, n: 2}]}\n" + COLUMN
                            + "  - execute: update t set m = n + 10\n"
                            + "  - create_index: {table: t, columns: [m]}\n");
            site.upgrade();
            assertEquals(List.of("1|1|11", "2|2|12"), site.database().query("SELECT id, n, m FROM t ORDER BY id"));
        }
    }
}
