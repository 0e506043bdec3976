package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.AdoptionReport.Script;
import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.InspectionDiff;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that Flyway itself has migrated are adopted. */
@SuppressWarnings("NullAway.Init")
class FlywayAdoptionTest {
    private static final TableName HISTORY = TableName.of("flyway_schema_history");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_adopted_database_is_clean_and_takes_the_next_revision(Kind kind) throws IOException {
        FlywayProject project = FlywayProject.shop(folder, kind);
        try (TestDatabase database = TestDatabase.open(kind)) {
            project.migrate(database);
            AdoptionReport report = project.adopt(database);
            assertEquals(List.of(), report.differences());
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(5, report.recorded().size());
            assertEquals(new AdoptionReport.Counts(5, 4, 1, 0), report.counts());
            try (Trellis trellis = project.trellis(database)) {
                trellis.checkHeads();
                trellis.check(null)
                        .forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
                assertFalse(trellis.check(null).isEmpty());
                List<HistoryEntry> history = trellis.attempts();
                assertEquals(5, history.size());
                assertTrue(history.stream().allMatch(entry -> entry.outcome() == Outcome.ADOPTED));
                String head = report.recorded().get(4);
                Files.writeString(project.scripts().resolve("next.yaml"), """
                        revision: e00000000001
                        down_revision: %s
                        upgrade: [{add_column: {table: orders, name: seen, type: boolean}}]
                        downgrade: [{drop_column: {table: orders, name: seen}}]
                        """.formatted(head));
                trellis.reread();
                assertEquals(
                        1, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals(
                    List.of("5"),
                    database.query("select count(*) from flyway_schema_history where \"installed_rank\" > 0"
                            .replace("\"", kind == Kind.MARIADB || kind == Kind.MYSQL ? "`" : "\"")));
            assertEquals(List.of("hello"), database.query("select name from named_customer"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_converted_scripts_create_the_same_catalogue(Kind kind) {
        FlywayProject project = FlywayProject.shop(folder, kind);
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            project.migrate(original);
            project.adopt(original);
            Schema expected;
            try (Trellis trellis = project.trellis(original)) {
                expected = trellis.inspect().only(table -> !table.equals(HISTORY));
            }
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), InspectionDiff.between(expected, trellis.inspect()));
                trellis.downgrade("-2", none -> true);
                assertEquals(List.of("1|hello|none; really"), converted.query("select * from customer"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_difference_is_found_and_nothing_is_recorded(Kind kind) {
        FlywayProject project = FlywayProject.shop(folder, kind);
        try (TestDatabase database = TestDatabase.open(kind)) {
            project.migrate(database);
            database.execute("alter table orders add column surprise integer");
            AdoptionReport report = project.adopt(database);
            assertTrue(report.isFinding());
            assertEquals(List.of("column orders.surprise is left over"), report.differences());
            assertEquals(List.of(), report.recorded());
            assertEquals(List.of(), report.models());
            assertEquals(List.of(), AdoptedProject.metadata(database));

            database.execute("alter table orders drop column surprise");
            AdoptionReport repeated = project.adopt(database);
            assertEquals(5, repeated.recorded().size());
            assertTrue(repeated.scripts().stream().allMatch(script -> script.state() == State.UNCHANGED));
        }
    }

    @Test
    void identifiers_and_files_depend_only_on_the_project() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE);
                TestDatabase other = TestDatabase.open(Kind.SQLITE)) {
            FlywayProject one = FlywayProject.shop(first, Kind.SQLITE);
            FlywayProject two = FlywayProject.shop(second, Kind.SQLITE);
            one.adopt(database);
            two.adopt(other);
            assertEquals(one.files(), two.files());
            assertEquals(7, one.files().size(), one.files().toString());
            for (String file : one.files()) {
                assertEquals(
                        Files.readString(one.scripts().resolve(file)),
                        Files.readString(two.scripts().resolve(file)));
            }
        }
    }

    @Test
    void a_dry_run_verifies_and_changes_nothing() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            AdoptionReport report = project.adopt(database, project.request().withDryRun(true));
            assertFalse(report.isFinding());
            assertEquals(5, report.scripts().size());
            assertTrue(
                    report.scripts().stream().allMatch(script -> script.state() == State.PLANNED && script.applied()));
            assertEquals(List.of(), project.files());
            assertEquals(List.of(), AdoptedProject.metadata(database));

            database.execute("drop view named_customer");
            AdoptionReport differs = project.adopt(database, project.request().withDryRun(true));
            assertEquals(List.of("view named_customer is missing"), differs.differences());
        }
    }

    @Test
    void pending_migrations_run_after_the_adoption() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.flyway(database).target("2").load().migrate();
            database.execute("delete from flyway_schema_history where version is null", "drop view named_customer");
            AdoptionReport report = project.adopt(database);
            assertEquals(3, report.recorded().size(), report.toString());
            assertEquals(
                    List.of(true, true, true, false, false),
                    report.scripts().stream().map(Script::applied).toList());
            try (Trellis trellis = project.trellis(database)) {
                assertEquals(
                        2, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                trellis.check(null).forEach(difference -> assertFalse(difference.isFinding(false)));
            }
        }
    }

    @Test
    void states_that_are_not_in_order_are_refused_and_nothing_is_written() {
        Map<String, String> states = Map.of(
                "update flyway_schema_history set success = 0 where version = '2'",
                "failed",
                "update flyway_schema_history set description = 'flyway-lock', installed_rank = -100 where version = '2'",
                "locked",
                "update flyway_schema_history set version = '11' where version = '10'",
                "unknown",
                "delete from flyway_schema_history where version = '2'",
                "incomplete",
                "update flyway_schema_history set checksum = 1 where version is null",
                "incomplete");
        states.forEach((sql, kind) -> {
            FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
            try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
                project.migrate(database);
                database.execute(sql);
                TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
                assertEquals("cannot_adopt", refused.name());
                assertTrue(
                        refused.problems().stream()
                                .anyMatch(problem -> kind.equals(problem.facts().get("kind"))),
                        sql + ": " + refused.problems());
                assertEquals(List.of(), project.files());
                assertEquals(List.of(), AdoptedProject.metadata(database));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_database_that_flyway_is_migrating_is_refused(Kind kind) throws Exception {
        FlywayProject project = FlywayProject.shop(folder, kind);
        try (TestDatabase database = TestDatabase.open(kind)) {
            project.migrate(database);
            project.write(
                    "migrations/V11__slow.sql", kind == Kind.POSTGRESQL ? "select pg_sleep(6);\n" : "do sleep(6);\n");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> project.migrate(database));
            Object kindOfRefusal = "";
            while (!"locked".equals(kindOfRefusal) && !migration.isDone()) {
                // Before Flyway has the lock, the pending migration below the view is the reason.
                TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
                kindOfRefusal = refused.problem().facts().get("kind");
            }
            migration.get(60, TimeUnit.SECONDS);
            assertEquals("locked", kindOfRefusal);
            assertEquals(6, project.adopt(database).recorded().size());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void triggers_with_the_delimiters_of_the_shell_are_converted(Kind kind) {
        FlywayProject project = FlywayProject.shop(folder, kind);
        project.write(
                "migrations/V3__trigger.sql",
                switch (kind) {
                    case SQLITE ->
                        "create trigger tr after insert on customer begin update customer set note = 'a;b'; end;\n";
                    case H2 -> "create table audit (t varchar(20) default ';');\n";
                    case POSTGRESQL -> """
                create function touch() returns trigger language plpgsql as $$
                begin new.note := 'a;b'; return new; end $$;
                create trigger tr before insert on customer for each row execute function touch();
                """;
                    case MARIADB, MYSQL -> """
                DELIMITER //
                create trigger tr before insert on customer for each row
                begin
                    set new.note = 'a;b';
                end //
                DELIMITER ;
                insert into customer (id, name) values (7, 'x');
                """;
                });
        // Flyway's parser for SQLite does not know BEGIN as a statement.
        String begin = kind == Kind.SQLITE
                ? ""
                : kind == Kind.MYSQL || kind == Kind.MARIADB ? "start transaction;\n" : "begin transaction;\n";
        String commit = kind == Kind.SQLITE ? "" : "commit;\n";
        project.write(
                "migrations/V4__transaction.sql",
                begin + "insert into customer (id, name) values (8, 'y');\n" + commit);
        try (TestDatabase database = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            project.flyway(database).mixed(true).load().migrate();
            AdoptionReport report = project.adopt(database);
            assertFalse(report.isFinding(), report.toString());
            assertEquals(kind == Kind.SQLITE ? 1 : 2, report.counts().changed());
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            String rows = "select id, name, note from customer order by id";
            assertEquals(database.query(rows), converted.query(rows));
        }
    }

    @Test
    void the_configuration_of_a_script_is_read() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.POSTGRESQL);
        project.write("migrations/V3__index.sql", "create index concurrently ix_note on customer (note);\n");
        project.write("migrations/V4__literal.sql", "insert into customer (id, name) values (4, '${greeting}');\n");
        project.write("migrations/V4__literal.sql.conf", "placeholderReplacement=false\n");
        project.write("migrations/V5__vacuum.sql", "vacuum customer;\n");
        project.write("migrations/V5__vacuum.sql.conf", "executeInTransaction=false\n");
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                TestDatabase converted = TestDatabase.open(Kind.POSTGRESQL)) {
            // Flyway's default lock is a transaction, which CREATE INDEX CONCURRENTLY would wait for.
            project.flyway(database)
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .load()
                    .migrate();
            AdoptionReport report = project.adopt(database);
            assertFalse(report.isFinding(), report.toString());
            for (int script : List.of(3, 5)) {
                Path file = Path.of(String.valueOf(report.scripts().get(script).path()));
                String text = Files.readString(project.scripts().resolve(file.getFileName()));
                assertTrue(text.contains("\n-- autocommit: true\n\n-- upgrade\n"), text);
            }
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("${greeting}"), converted.query("select name from customer where id = 4"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_callback_that_only_creates_views_becomes_definitions(Kind kind) {
        FlywayProject project = FlywayProject.shop(folder, kind);
        project.write(
                "migrations/afterMigrate__views.sql",
                "drop view if exists mailed;\ncreate view mailed as select email from customer;\n");
        try (TestDatabase database = TestDatabase.open(kind)) {
            project.migrate(database);
            AdoptionReport report = project.adopt(database);
            assertFalse(report.isFinding(), report.toString());
            assertEquals(6, report.recorded().size());
            assertEquals(2, report.notes().size());
            assertTrue(
                    project.files().contains("definitions/views/mailed.sql"),
                    project.files().toString());
            try (Trellis trellis = project.trellis(database)) {
                trellis.check(null).forEach(difference -> assertFalse(difference.isFinding(false)));
            }
        }
    }

    @Test
    void a_baseline_row_counts_as_the_migrations_below_it() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            database.execute(
                    "delete from flyway_schema_history where version in ('1', '1.1')",
                    "insert into flyway_schema_history values (0, '1.1', '<< Flyway Baseline >>', 'BASELINE',"
                            + " '<< Flyway Baseline >>', null, 'x', '2026-01-01', 0, 1)");
            assertEquals(5, project.adopt(database).recorded().size());
        }
    }

    @Test
    void an_undone_migration_is_pending() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/R__named_customer.sql", "select 1;");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            database.execute(
                    "alter table customer drop column email",
                    "delete from flyway_schema_history where version is null",
                    "insert into flyway_schema_history values (50, '10', 'add email', 'UNDO_SQL', 'U10__add_email.sql',"
                            + " null, 'x', '2026-01-01', 0, 1)");
            AdoptionReport report = project.adopt(database, project.request().withAcceptGaps(true));
            assertEquals(3, report.recorded().size());
            assertEquals(
                    "it does more than create views and other definitions: the revision runs once, and not again when"
                            + " the file changes",
                    report.gaps().get(0).reason());
        }
    }

    @Test
    void the_schema_and_the_table_of_the_project_are_used() {
        FlywayProject project = FlywayProject.shop(folder, Kind.POSTGRESQL);
        project.write("flyway.toml", """
                [flyway]
                locations = ["filesystem:migr*s"]
                defaultSchema = "shop"
                table = "history"
                placeholders.greeting = "hello"
                """);
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            project.flyway(database)
                    .defaultSchema("shop")
                    .table("history")
                    .load()
                    .migrate();
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertEquals(
                    "Set it in trellis.yaml: database: {schema: shop}",
                    refused.problem().advice());

            Configuration configuration = project.configuration(database).toBuilder()
                    .database(new DatabaseSettings(database.url(), database.user(), database.password(), "shop"))
                    .build();
            AdoptionReport report = new Adoption(configuration, Extensions.NONE, Listener.NONE).run(project.request());
            assertFalse(report.isFinding(), report.toString());
            assertEquals(5, report.recorded().size());
            assertEquals(List.of("5"), database.query("select count(*) from shop.trellis_history"));
        }
    }

    @Test
    void a_script_that_was_changed_after_it_was_applied_is_reported() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            project.write("migrations/V2__seed.sql", "insert into customer (id, name) values (2, 'changed');\n");
            AdoptionReport report = project.adopt(database);
            assertEquals(1, report.changed().size());
            assertTrue(
                    report.changed().get(0).contains("V2__seed.sql: its checksum is "),
                    report.changed().get(0));
            assertFalse(report.isFinding());
        }
    }

    @Test
    void checksums_are_those_of_flyway() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/V3__line_ends.sql", "\uFEFF-- ä\r\n\r\nselect 1;\r\n  \t\r");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            assertEquals(List.of(), project.adopt(database).changed());
        }
    }

    @Test
    void the_newest_baseline_migration_replaces_the_ones_below_it() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/B2__baseline.sql", """
                create table customer (id integer not null primary key, name varchar(100) not null,
                    note varchar(200) default 'none; really');
                create index ix_customer_name on customer (name);
                create table orders (id integer not null primary key, customer_id integer not null,
                    amount numeric(10, 2) not null,
                    constraint fk_orders_customer foreign key (customer_id) references customer (id));
                create table customer_detail (id integer not null primary key, phone varchar(40),
                    constraint fk_detail foreign key (id) references customer (id) on delete cascade);
                """);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.flyway(database).baselineOnMigrate(false).load().migrate();
            AdoptionReport report = project.adopt(database);
            assertEquals(List.of(), report.differences());
            assertEquals(3, report.recorded().size(), report.scripts().toString());
        }
    }

    @Test
    void a_branch_with_other_revisions_is_refused() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("db/shop/a.yaml", "revision: a0000000000a\nbranch_labels: [shop]\nupgrade: []\n");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertEquals("cannot_adopt", refused.name());
            assertEquals(List.of("a.yaml"), project.files());
        }
    }

    @Test
    void a_second_database_is_adopted_with_the_same_scripts_and_those_that_followed() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase first = TestDatabase.open(Kind.SQLITE);
                TestDatabase second = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(first);
            project.migrate(second);
            String head = project.adopt(first).recorded().get(4);
            Files.writeString(project.scripts().resolve("next.yaml"), """
                    revision: e00000000001
                    down_revision: %s
                    upgrade: [{add_column: {table: orders, name: seen, type: boolean}}]
                    downgrade: []
                    """.formatted(head));
            AdoptionReport report = project.adopt(second);
            assertEquals(5, report.recorded().size());
            assertNotEquals(List.of(), report.scripts());
            try (Trellis trellis = project.trellis(second)) {
                assertEquals(
                        1, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals(List.of(), project.adopt(second).recorded());
        }
    }
}
