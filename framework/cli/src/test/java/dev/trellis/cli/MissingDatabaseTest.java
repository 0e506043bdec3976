package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/**
 * A command that only reads, every dry run, and a command with invalid input leaves a database file that does not exist
 * missing.
 */
@SuppressWarnings("NullAway.Init")
class MissingDatabaseTest {
    /** Each command that must not create the database, with what it prints. */
    private static final String READERS = """
            adopt --from flyway -> cannot_convert
            adopt --from flyway --project %1$s/flyway --set locations=filesystem:. --dry-run -> cannot_adopt
            branches -> a1 (app) (branch point)
            check -> target_not_up_to_date
            current -> no revision is applied
            current --check-heads -> not_at_heads
            db-create --no-such-option -> unknown option
            downgrade base -> the database does not exist yet
            downgrade a1 -> not applied
            downgrade nosuch -> no_such_revision
            downgrade -1 -> relative_too_far
            downgrade base --dry-run -> the database does not exist yet
            downgrade b1:base --sql -> drop table t
            edit current -> no_such_revision
            ensure_version --sql -> trellis_version
            fleet list -> one  all
            fleet current -> one: base
            fleet check -> target_not_up_to_date
            fleet plan -> would run 3 revisions
            fleet upgrade nosuch -> no_such_revision
            fleet downgrade base -> 1 target
            heads -> b1 (app) (head)
            history -> a1 -> b1 (app) (head)
            history -i -> a1 -> b1 (app) (head)
            history --applied ->
            history --graph -> o b1 (app) (head)
            history -r current:heads -> a1 -> b1
            inspect -> tables
            inspect nosuch -> no_such_table
            lint -> findings in 3 revisions
            compat --since nosuch.jar -> unreadable_file
            diagram --format dot -> digraph tables
            diagram --graph -> does not exist yet
            lint -r :current -> 0 findings
            lock --diff -> not_locked
            merge heads --dry-run -> would write
            merge heads --autogenerate --dry-run -> target_not_up_to_date
            plan --without app -> would run 0 revisions
            plugins -> from
            plugins --removed -> no branch is set aside
            remove app -> nothing_to_remove
            remove nosuch --keep-data -> nothing_to_remove
            resume --done -> nothing_to_resume
            resume --again -> nothing_to_resume
            rebase b2 --dry-run -> would move b2
            revision --autogenerate --head b1 -m x -> target_not_up_to_date
            schema -> tables:
            schema --format sql -> create table t
            blame t -> create table t
            diff database heads -> create table t
            diff database model --format sql -> create table t
            review -> git_failed
            show b1 -> Revision:
            show current ->
            squash a1 --dry-run -> cannot_squash
            stamp nosuch -> no_such_revision
            stamp +1 -> is relative
            stamp --purge nosuch -> no_such_revision
            stamp heads --dry-run -> would stamp
            stamp heads --sql -> trellis_version
            upgrade nosuch -> no_such_revision
            upgrade b1+9 -> relative_too_far
            upgrade heads --dry-run -> would run 3 revisions
            upgrade b1 --sql -> create table t
            verify -> 3 revisions upgraded""";

    /**
     * Commands that use no database, or that change the database with any options. The command serve does not end; the module
     * of the dashboard tests that its pages create nothing.
     */
    private static final Set<String> OTHERS =
            Set.of("completion", "config-create", "docs", "init", "json-schema", "list_templates", "serve");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:app.db", "jdbc:sqlite:file:%s/app.db", "jdbc:h2:./app"})
    void a_command_that_only_reads_creates_no_file(String url) throws Exception {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"" + url.formatted(folder)
                        + "\"}\nbranches: {app: {directory: db}}\nfleet: {targets: [{id: one}]}\n");
        CommandLineRun.write(folder, "db/model.yaml", "tables: {t: {columns: {id: integer}, primary_key: [id]}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
        for (String id : List.of("b1", "b2")) {
            CommandLineRun.write(
                    folder,
                    "db/" + id + ".yaml",
                    "revision: " + id + "\ndown_revision: a1\nupgrade: []\ndowngrade: []\n");
        }
        CommandLineRun.write(folder, "flyway/V1__u.sql", "create table u (id integer);\n");
        Set<String> before = files();
        for (String line : READERS.formatted(folder).lines().toList()) {
            String[] parts = line.split(" ->", 2);
            CommandLineRun run = CommandLineRun.of(folder, parts[0].split(" "));
            String printed = run.out().toLowerCase(Locale.ROOT).replace("\"", "")
                    + run.err().toLowerCase(Locale.ROOT);
            assertTrue(printed.contains(parts[1].strip().toLowerCase(Locale.ROOT)), parts[0] + "\n" + printed);
            assertFalse(printed.contains("internal_error"), printed);
            assertEquals(before, files(), parts[0]);
        }
    }

    @Test
    void creating_the_schema_without_a_model_creates_no_file() throws Exception {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:app.db\"}\nbranches: {app: {directory: db}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", "revision: a1\nbranch_labels: [app]\nupgrade: []\ndowngrade: []\n");
        Set<String> before = files();
        CommandLineRun run = CommandLineRun.of(folder, "db-create");
        assertTrue(run.err().contains("no_model"), run.err());
        assertEquals(before, files());
    }

    @Test
    void every_command_is_tried() {
        Set<String> tried = READERS.lines().map(line -> line.split(" ")[0]).collect(Collectors.toSet());
        tried.addAll(OTHERS);
        tried.add("revision");
        Set<String> all = Commands.ALL.stream()
                .map(type -> type.getAnnotation(Command.class).name())
                .collect(Collectors.toSet());
        assertEquals(new TreeSet<>(all), new TreeSet<>(tried));
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
