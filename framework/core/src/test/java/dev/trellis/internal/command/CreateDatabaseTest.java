package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.SeedContext;
import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import dev.trellis.Seeder;
import dev.trellis.Trellis;
import dev.trellis.UsageException;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.CreateDatabaseReport.Unmodelled;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeders, data steps and heads of {@code db-create}, after it has created the tables. */
class CreateDatabaseTest {
    private static final String MODEL = """
            tables:
              member:
                columns: {id: integer, name: {type: string(20), nullable: false}, word: string(40)}
                primary_key: [id]
              grade:
                columns: {id: integer, name: string(20)}
                primary_key: [id]
            """;
    private static final String CREATION = """
            upgrade:
              - create_table: {name: member, columns: {id: integer, name: {type: string(20), nullable: false}, word: string(40)}, primary_key: [id]}
              - create_table: {name: grade, columns: {id: integer, name: string(20)}, primary_key: [id]}
              - bulk_insert: {table: grade, rows: [{id: 1, name: novice}]}
            """;

    @TempDir
    Path folder = Path.of("");

    /** Writes a member with the name in its option. */
    public static final class Members implements Seeder {
        static final SeedOption<String> NAME = SeedOption.text("user", "who").require();
        static final SeedOption<String> WORD = SeedOption.secret("password", "the password");
        static final SeedOption<Integer> COUNT =
                SeedOption.number("count", "how many").orElse(1);

        @Override
        public String describe() {
            return "members";
        }

        @Override
        public List<SeedOption<?>> options() {
            return List.of(NAME, WORD, COUNT);
        }

        @Override
        public void seed(SeedContext context) {
            for (int id = 1; id <= context.value(COUNT); id++) {
                context.handle()
                        .createUpdate("insert into member (id, name, word) values (:id, :name, :word)")
                        .bind("id", id)
                        .bind("name", context.value(NAME))
                        .bind("word", context.find(WORD).orElse(null))
                        .execute();
            }
        }
    }

    /** Fails with the secret in its message, like code that prints its parameters. */
    public static final class Breaking implements Seeder {
        @Override
        public String describe() {
            return "trouble";
        }

        @Override
        public void seed(SeedContext context) {
            throw new IllegalStateException("no luck with " + context.value(Members.WORD));
        }
    }

    /** Declares an option with the name of another one. */
    public static final class Clashing implements Seeder {
        @Override
        public String describe() {
            return "a clash";
        }

        @Override
        public List<SeedOption<?>> options() {
            return List.of(SeedOption.number("user", "how many users"));
        }

        @Override
        public void seed(SeedContext context) {}
    }

    private static Extensions seeders(List<Class<? extends Seeder>> types) {
        Extensions.Builder extensions = Extensions.builder().loader(CreateDatabaseTest.class.getClassLoader());
        types.forEach(type -> extensions.add(ExtensionPoint.SEEDER, type));
        return extensions.build();
    }

    private TestProject project(Kind kind, String header) {
        TestProject project = new TestProject(kind, folder);
        project.write("db/model.yaml", MODEL);
        project.script("a1", "null", header + CREATION);
        return project;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void option_values_reach_the_seeder_and_stay_out_of_the_log(Kind kind) {
        List<String> statements = new ArrayList<>();
        Listener listening = new Listener() {
            @Override
            public void statement(String sql) {
                statements.add(sql);
            }
        };
        try (TestProject project = project(kind, "db_create: true\n");
                Trellis trellis = project.trellis(seeders(List.of(Members.class)), listening)) {
            CreateDatabaseReport report = trellis.createDatabase(
                    standing -> false,
                    SeedValues.NONE
                            .with(Members.NAME, "doe")
                            .with(Members.WORD, "hunter2!")
                            .with(Members.COUNT, 2));

            assertEquals(List.of("members"), report.seeded());
            assertEquals(List.of("1|doe|hunter2!", "2|doe|hunter2!"), rows(project, "member"));
            assertEquals(List.of("1|novice"), rows(project, "grade"));
            assertTrue(statements.contains("insert into member (id, name, word) values (:id, :name, :word)"));
            assertFalse(statements.toString().contains("hunter2!"), statements.toString());
            assertEquals(List.of("create a1"), project.applied());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failed_seeder_is_rolled_back_where_possible_and_shows_no_secret(Kind kind) throws Exception {
        try (TestProject project = project(kind, "db_create: true\n");
                Trellis trellis = project.trellis(seeders(List.of(Members.class, Breaking.class)), Listener.NONE)) {
            SeedValues given = SeedValues.NONE.with(Members.NAME, "doe").with(Members.WORD, "hunter2!");
            TrellisException failed =
                    assertThrows(UsageException.class, () -> trellis.createDatabase(standing -> false, given));

            assertEquals("seeding_failed", failed.name());
            assertTrue(
                    failed.problem().toString().contains("seeding trouble failed: no luck with ***"),
                    failed.toString());
            assertFalse(failed.problem().toString().contains("hunter2!"), failed.toString());
            assertEquals("SeedValues[password, user]", given.toString());
            assertEquals(List.of(), project.database().query("select * from trellis_version"));
            assertEquals(List.of(), project.attempts());
            boolean whole = TestProject.dialect(kind).capabilities().transactionalDdl();
            assertEquals(!whole, project.content().contains("grade"));

            try (Trellis again = project.trellis(seeders(List.of(Members.class)), Listener.NONE)) {
                again.createDatabase(standing -> !whole, given);
            }
            assertEquals(List.of("1|doe|hunter2!"), rows(project, "member"));
        }
    }

    /** Of several statements in one text, those that leave no trace in a model are run. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void raw_sql_is_classified_statement_by_statement(Kind kind) {
        try (TestProject project = project(kind, "db_create: true\n")) {
            project.script("a2", "a1", """
                    db_create: true
                    upgrade:
                      - execute: |
                          create table more (id integer primary key);
                          insert into grade (id, name) values (2, 'adept');
                          drop table more;
                          update grade set name = 'ADEPT' where id = 2
                      - autocommit: [execute: "insert into grade (id, name) values (3, 'master')"]
                      - execute: create table unused (id integer primary key)
                    """);
            try (Trellis trellis = project.trellis()) {
                trellis.createDatabase(standing -> false, SeedValues.NONE);
            }
            assertEquals(List.of("1|novice", "2|ADEPT", "3|master"), rows(project, "grade"));
        }
    }

    @Test
    void missing_and_duplicate_options_are_reported_before_anything_is_changed() {
        try (TestProject project = project(Kind.SQLITE, "");
                Trellis needing = project.trellis(seeders(List.of(Members.class)), Listener.NONE);
                Trellis clashing = project.trellis(seeders(List.of(Members.class, Clashing.class)), Listener.NONE)) {
            TrellisException missing = assertThrows(
                    UsageException.class, () -> needing.createDatabase(standing -> false, SeedValues.NONE));
            assertEquals("seed_option_missing: the seeders require a value for --user", firstLine(missing));
            TrellisException taken = assertThrows(
                    UsageException.class, () -> clashing.createDatabase(standing -> false, SeedValues.NONE));
            assertEquals(
                    "duplicate_option: the seeder " + Clashing.class.getName()
                            + " and another seeder define the option --user of db-create differently",
                    firstLine(taken));
            assertEquals(List.of(), project.database().query("select name from sqlite_master"));
        }
    }

    @Test
    void unmodelled_operations_are_reported_unless_the_script_decides() {
        for (String header : List.of("", "db_create: false\n")) {
            try (TestProject project = project(Kind.SQLITE, header);
                    Trellis trellis = project.trellis()) {
                CreateDatabaseReport report = trellis.createDatabase(standing -> false, SeedValues.NONE);
                assertEquals(List.of(), rows(project, "grade"));
                assertEquals(List.of(), report.supplemented());
                assertEquals(
                        header.isEmpty()
                                ? List.of(new Unmodelled("a1", "app", "step a1", List.of("insert 1 row into grade")))
                                : List.of(),
                        report.leftOut());
            }
        }
    }

    private static String firstLine(TrellisException e) {
        return e.problem().toString().lines().findFirst().orElse("");
    }

    private static List<String> rows(TestProject project, String table) {
        return project.database().query("select * from " + table + " order by 1");
    }
}
