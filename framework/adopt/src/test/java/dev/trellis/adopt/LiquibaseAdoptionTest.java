package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.AdoptionReport.Script;
import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.InspectionDiff;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that Liquibase itself has migrated are adopted. */
@SuppressWarnings("NullAway.Init")
class LiquibaseAdoptionTest {
    private static final String TABLES = """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: ann
                  changes:
                    - createTable:
                        tableName: customer
                        columns:
                          - column: {name: id, type: int, constraints: {primaryKey: true}}
                          - column: {name: name, type: varchar(50), constraints: {nullable: false}}
              - changeSet:
                  id: 2
                  author: ann
                  changes:
                    - addColumn:
                        tableName: customer
                        columns:
                          - column: {name: email, type: varchar(100)}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_change_gives_the_same_catalogue_and_the_database_is_adopted(Kind kind) throws IOException {
        LiquibaseProject project = LiquibaseProject.changes(folder);
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            project.update(original);
            AdoptionReport report = project.adopt(original);
            assertEquals(List.of(), report.gaps());
            assertEquals(List.of(), report.differences());
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(report.scripts().size(), report.recorded().size());

            Schema expected;
            try (Trellis trellis = project.trellis(original)) {
                trellis.checkHeads();
                trellis.check(null)
                        .forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
                assertTrue(trellis.attempts().stream().allMatch(entry -> entry.outcome() == Outcome.ADOPTED));
                expected = trellis.inspect()
                        .only(table -> !table.name().toLowerCase(Locale.ROOT).startsWith("databasechangelog"));
            }
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), InspectionDiff.between(expected, trellis.inspect()));
            }
            for (String query : List.of(
                    "select id, name, kind, nickname, score from person order by id",
                    // Liquibase stores the dates of files in SQLite as milliseconds.
                    "select person_id, club" + (kind == Kind.SQLITE ? "" : ", since")
                            + " from membership order by person_id, club",
                    "select id, name from by_sql order by id")) {
                assertEquals(original.query(query), converted.query(query), query);
            }
            Files.writeString(project.scripts().resolve("next.yaml"), """
                    revision: e00000000001
                    down_revision: %s
                    upgrade: [{add_column: {table: person, name: seen, type: boolean}}]
                    downgrade: [{drop_column: {table: person, name: seen}}]
                    """.formatted(
                            report.recorded().get(report.recorded().size() - 1)));
            try (Trellis trellis = project.trellis(original)) {
                assertEquals(
                        1, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void reversible_changes_can_be_downgraded(Kind kind) {
        LiquibaseProject project = new LiquibaseProject(folder, "db/log.yaml").write("db/log.yaml", TABLES);
        try (TestDatabase database = TestDatabase.open(kind)) {
            project.update(database);
            assertFalse(project.adopt(database).isFinding());
            try (Trellis trellis = project.trellis(database)) {
                trellis.downgrade("-1", none -> true);
                assertEquals(
                        List.of("id", "name"),
                        trellis.inspect().tables().values().stream()
                                .filter(table -> table.name().name().equals("customer"))
                                .flatMap(table -> table.columnNames().stream())
                                .toList());
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
        }
    }

    @Test
    void pending_change_sets_run_after_the_adoption() {
        LiquibaseProject project = new LiquibaseProject(folder, "log.yaml").write("log.yaml", TABLES);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.update(database);
            project.write("log.yaml", TABLES + """
                      - changeSet:
                          id: 3
                          author: bob
                          changes: [{dropColumn: {tableName: customer, columnName: email}}]
                    """);
            AdoptionReport report = project.adopt(database);
            assertEquals(List.of(), report.gaps());
            assertEquals(
                    List.of(true, true, false),
                    report.scripts().stream().map(Script::applied).toList());
            try (Trellis trellis = project.trellis(database)) {
                assertEquals(
                        1, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
        }
    }

    @Test
    void states_that_are_not_in_order_are_refused_and_nothing_is_written() {
        Map<String, String> states = Map.of(
                "update DATABASECHANGELOGLOCK set LOCKED = 1, LOCKEDBY = 'me'",
                "locked",
                "update DATABASECHANGELOG set ID = 'x' where ID = '2'",
                "unknown",
                "update DATABASECHANGELOG set EXECTYPE = 'FAILED' where ID = '2'",
                "failed",
                "delete from DATABASECHANGELOG where ID = '1'",
                "incomplete");
        states.forEach((sql, kind) -> {
            LiquibaseProject project = new LiquibaseProject(folder, "log.yaml").write("log.yaml", TABLES);
            try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
                project.update(database);
                database.execute(sql);
                TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
                assertEquals("cannot_adopt", refused.name());
                assertTrue(
                        refused.problems().stream()
                                .anyMatch(problem -> kind.equals(problem.facts().get("kind"))),
                        sql + ": " + refused.problems());
                assertEquals(Map.of(), project.scriptTexts());
                assertEquals(List.of(), AdoptedProject.metadata(database));
            }
        });
    }

    @Test
    void checksums_that_were_cleared_and_skipped_change_sets_are_reported() {
        LiquibaseProject project = new LiquibaseProject(folder, "log.yaml").write("log.yaml", TABLES);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.update(database);
            database.execute(
                    "update DATABASECHANGELOG set MD5SUM = null where ID = '1'",
                    "update DATABASECHANGELOG set EXECTYPE = 'MARK_RAN' where ID = '2'");
            AdoptionReport report = project.adopt(database);
            assertEquals(
                    List.of(
                            "change set log.yaml::1::ann has no checksum, so Liquibase does not know whether it was"
                                    + " changed",
                            "change set log.yaml::2::ann is only marked as run"),
                    report.changed());
            assertFalse(report.isFinding());
        }
    }

    @Test
    void contexts_leave_change_sets_out() {
        String log = TABLES + """
                  - changeSet:
                      id: test-data
                      author: ann
                      context: test
                      changes: [{insert: {tableName: customer, columns: [{column: {name: id, valueNumeric: 1}},
                          {column: {name: name, value: Ann}}]}}]
                """;
        LiquibaseProject project = new LiquibaseProject(folder, "log.yaml", "prod").write("log.yaml", log);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.update(database);
            AdoptionReport report = project.adopt(database);
            assertEquals(2, report.scripts().size());
            assertEquals(
                    "change set log.yaml::test-data::ann is left out: its context is test",
                    report.notes().get(0).change());
        }
        LiquibaseProject all = new LiquibaseProject(folder, "log.yaml");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            all.update(database);
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertTrue(refused.problem().message().contains("the settings leave it out"), refused.getMessage());
        }
    }

    @Test
    void several_root_changelogs_become_several_branches() {
        new LiquibaseProject(folder, "log.yaml").write("log.yaml", TABLES).write("orders.yaml", """
                databaseChangeLog:
                  - changeSet:
                      id: orders
                      author: bob
                      changes:
                        - createTable:
                            tableName: orders
                            columns:
                              - column: {name: id, type: int, constraints: {primaryKey: true}}
                              - column:
                                  name: customer_id
                                  type: int
                                  constraints: {foreignKeyName: fk_orders_customer, references: customer(id)}
                """);
        LiquibaseProject project = new LiquibaseProject(folder, "log.yaml,orders.yaml");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertTrue(refused.problem().message().contains("2 root changelogs for 1 branch"), refused.getMessage());
            AdoptionReport report =
                    project.adoptInto(database, Map.of("shop", "trellis/shop", "orders", "trellis/orders"));
            assertFalse(report.isFinding(), report.toString());
            assertEquals(
                    List.of("shop", "shop", "orders"),
                    report.scripts().stream().map(Script::branch).toList());
        }
    }

    @Test
    void changes_without_a_counterpart_are_gaps_with_their_lines() {
        LiquibaseProject project = new LiquibaseProject(folder, "log.xml").write("log.xml", """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                    <changeSet id="1" author="ann" runAlways="true">
                        <customChange class="com.example.Fill"/>
                        <executeCommand executable="rm"><arg value="-rf"/></executeCommand>
                        <stop>here</stop>
                        <createTrigger triggerName="t"/>
                        <createTable tableName="a" tablespace="fast"><column name="id" type="int"/></createTable>
                        <sql>commit</sql>
                        <createIndex indexName="ix" tableName="a"/>
                        <dropTable/>
                    </changeSet>
                    <changeSet id="2" author="ann">
                        <preConditions onFail="MARK_RAN"><sqlCheck expectedResult="0">select 1</sqlCheck></preConditions>
                        <sql>${unknown}</sql>
                    </changeSet>
                </databaseChangeLog>
                """);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adopt(database);
            assertEquals(
                    List.of(3, 4, 5, 6, 7, 8, 9, 10, 2),
                    report.gaps().stream().map(Gap::line).toList(),
                    report.gaps().toString());
            assertEquals(
                    List.of(
                            "it runs always, and in Liquibase only if these preconditions hold: sqlCheck",
                            "these properties have no value and stay as they are, as in Liquibase: unknown"),
                    report.notes().stream().map(Note::change).toList());
            assertTrue(report.gaps().get(0).reason().contains("com.example.Fill"));
            assertTrue(report.gaps().get(4).reason().contains("'tablespace' of createTable"));
            assertTrue(
                    project.scriptTexts().values().stream()
                            .anyMatch(text ->
                                    text.contains("Not converted, line 3: change set log.xml::1::ann: customChange")),
                    project.scriptTexts().toString());
        }
    }

    private static String changelog(String changes) {
        return "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\">"
                + "<changeSet id=\"1\" author=\"ann\">\n" + changes.strip().replace("\\n", "\n")
                + "\n</changeSet></databaseChangeLog>\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<stop/> | <createTable tableName='t'><column name='b' type='int'/></createTable> | .yaml",
                "<stop/> | <sql>create table t (b int)</sql> | .sql",
                "<stop/><sql>create table t (b int)</sql> | <sql>create table t (b int); insert into t values (1)</sql> | .sql",
                "<createTable tableName='t' tablespace='x'><column name='b' type='int'/></createTable><createTrigger/>"
                        + " | <createTable tableName='t'><column name='b' type='int'/></createTable>\\n"
                        + "<createIndex tableName='t' indexName='ix'><column name='b'/></createIndex> | .yaml",
            })
    void a_script_with_only_a_part_of_its_change_set_is_replaced_once_the_rest_can_be_converted(
            String broken, String corrected, String end) {
        LiquibaseProject project = new LiquibaseProject(folder, "log.xml").write("log.xml", changelog(broken));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            assertTrue(project.adopt(database).isFinding());
            project.write("log.xml", changelog(corrected));
            AdoptionReport report = project.adopt(database);
            assertFalse(report.isFinding(), report.toString());
            assertEquals(State.REPLACED, report.scripts().get(0).state());
            List<String> scripts = project.scriptTexts().keySet().stream()
                    .filter(name -> !name.equals("model.yaml"))
                    .toList();
            assertEquals(1, scripts.size(), scripts.toString());
            assertTrue(scripts.get(0).endsWith(end), scripts.toString());
            try (Trellis trellis = project.trellis(database)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertTrue(trellis.check(null).stream().noneMatch(difference -> difference.isFinding(false)));
            }
        }
    }

    @Test
    void a_completed_script_is_kept_although_its_change_set_can_be_converted_now() {
        LiquibaseProject project = new LiquibaseProject(folder, "log.xml").write("log.xml", changelog("<stop/>"));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.adopt(database);
            Map.Entry<String, String> script =
                    project.scriptTexts().entrySet().iterator().next();
            String completed = script.getValue().replaceFirst("upgrade:.*\n", "upgrade:\n  - drop_table: t\n");
            project.write(
                    "log.xml", changelog("<createTable tableName='t'><column name='b' type='int'/></createTable>"));
            project.write("trellis/shop/" + script.getKey(), completed);
            AdoptionReport report = project.adopt(database);
            assertEquals(State.KEPT, report.scripts().get(0).state());
            assertEquals(completed, project.scriptTexts().get(script.getKey()));
            assertTrue(
                    report.notes().get(0).change().startsWith("the script is kept and still says 'Not converted'"),
                    report.notes().toString());

            String closed = script.getValue().replaceAll("# Not.*\n", "");
            project.write("trellis/shop/" + script.getKey(), closed);
            assertFalse(project.adopt(database).isFinding());
            assertEquals(closed, project.scriptTexts().get(script.getKey()));
        }
    }
}
