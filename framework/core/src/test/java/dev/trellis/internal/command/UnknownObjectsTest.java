package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.DiffReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects of every kind that no branch models: they are reported by kind and number, and no draft drops them. */
class UnknownObjectsTest {
    private static final List<String> EVERYWHERE = List.of(
            "create table stray (id integer primary key, n integer)", "create view seen as select id from stray");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void objects_of_every_kind_are_reported_by_kind_and_number_and_never_dropped(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: own, columns: {id: integer}, primary_key: [id]}
                    downgrade:
                      - drop_table: own
                    """);
            project.write("db/model.yaml", "tables: {own: {columns: {id: integer}, primary_key: [id]}}\n");
            project.upgrade();
            project.database().execute(objects(project.database()).toArray(new String[0]));
            try (Trellis trellis = project.trellis()) {
                assertEquals(expected(kind), reported(trellis));
                assertEquals(
                        List.of(),
                        trellis.autogenerate(RevisionRequest.of("nothing", "app@head"), rename -> false)
                                .difference()
                                .operations());
                trellis.downgrade("base", revisions -> true);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(expected(kind), reported(trellis));
            }
        }
    }

    private static List<String> reported(Trellis trellis) {
        DiffReport difference = trellis.check("app").get(0);
        assertEquals(List.of(), difference.operations());
        return difference.reported().stream()
                .map(DiffReport.Line::what)
                .sorted()
                .toList();
    }

    private static List<String> objects(TestDatabase database) {
        List<String> sql = new ArrayList<>(EVERYWHERE);
        sql.addAll(
                switch (database.kind()) {
                    case SQLITE ->
                        List.of(
                                "create trigger tr after insert on stray begin select 1; end",
                                "create virtual table docs using fts5(body)");
                    case POSTGRESQL ->
                        List.of(
                                "create materialized view kept as select id from stray",
                                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                                "create procedure p() language sql as 'select 1'",
                                "create trigger tr before insert on stray for each row execute function f()",
                                "create sequence s",
                                "create sequence s2",
                                "create domain d as integer check (value > 0)",
                                "create type mood as enum ('sad', 'ok')",
                                "create extension hstore",
                                "create policy po on stray using (true)",
                                "create table log (id integer) partition by range (id)",
                                "create table log_1 partition of log for values from (1) to (9)",
                                "create foreign data wrapper w",
                                "create server far foreign data wrapper w",
                                "create foreign table distant (id integer) server far");
                    case MARIADB, MYSQL -> mysqlObjects(database.kind());
                    case H2 ->
                        List.of(
                                "create trigger tr after insert on stray for each row as"
                                        + " 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'",
                                "create sequence s",
                                "create sequence s2",
                                "create domain d as integer check (value > 0)",
                                "create alias twice as 'int twice(int n) { return n * 2; }'",
                                "create linked table distant ('', 'jdbc:h2:mem:linked;DB_CLOSE_DELAY=-1', 'sa', '',"
                                        + " 'information_schema.tables')");
                });
        return sql;
    }

    private static List<String> mysqlObjects(Kind kind) {
        List<String> sql = new ArrayList<>(List.of(
                "create function f(n integer) returns integer deterministic return n",
                "create function g(n integer) returns integer deterministic return n",
                "create procedure p() select 1",
                "create trigger tr before insert on stray for each row set @seen = 1",
                "create table log (id integer) partition by range (id) (partition p1 values less than (9))"));
        if (kind == Kind.MARIADB) {
            sql.add("create sequence s");
        }
        return sql;
    }

    /** Returns the reported differences in alphabetical order. */
    private static List<String> expected(Kind kind) {
        return switch (kind) {
            case SQLITE ->
                List.of(
                        "1 trigger has no owner: tr on stray",
                        "1 view has no owner: seen",
                        "table docs has no owner",
                        "table stray has no owner");
            case POSTGRESQL ->
                List.of(
                        "1 domain has no owner: d",
                        "1 extension has no owner: hstore",
                        "1 function has no owner: f()",
                        "1 materialized view has no owner: kept",
                        "1 partition has no owner: log_1",
                        "1 policy has no owner: po on stray",
                        "1 procedure has no owner: p()",
                        "1 trigger has no owner: tr on stray",
                        "1 view has no owner: seen",
                        "2 sequences have no owner: s, s2",
                        "table distant has no owner",
                        "table log has no owner",
                        "table stray has no owner");
            case MARIADB ->
                List.of(
                        "1 procedure has no owner: p",
                        "1 sequence has no owner: s",
                        "1 trigger has no owner: tr on stray",
                        "1 view has no owner: seen",
                        "2 functions have no owner: f, g",
                        "table log has no owner",
                        "table stray has no owner");
            case MYSQL ->
                List.of(
                        "1 procedure has no owner: p",
                        "1 trigger has no owner: tr on stray",
                        "1 view has no owner: seen",
                        "2 functions have no owner: f, g",
                        "table log has no owner",
                        "table stray has no owner");
            case H2 ->
                List.of(
                        "1 domain has no owner: d",
                        "1 trigger has no owner: tr on stray",
                        "1 view has no owner: seen",
                        "2 sequences have no owner: s, s2",
                        "table distant has no owner",
                        "table stray has no owner");
        };
    }
}
