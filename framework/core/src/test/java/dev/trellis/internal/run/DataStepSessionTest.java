package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SQL that {@code db-create} runs does not change the session of the scripts after it. */
class DataStepSessionTest {
    private static final Map<Kind, String> SETTING = Map.of(
            Kind.POSTGRESQL, "set timezone = 'Asia/Tokyo'",
            Kind.MARIADB, "set @owner = 7",
            Kind.MYSQL, "set @owner = 7",
            Kind.H2, "set @owner = 7",
            Kind.SQLITE, "pragma recursive_triggers = on");

    private static final Map<Kind, String> PROBE = Map.of(
            Kind.POSTGRESQL, "case current_setting('TimeZone') when 'Asia/Tokyo' then 1 else 0 end",
            Kind.MARIADB, "coalesce(@owner, 0)",
            Kind.MYSQL, "coalesce(@owner, 0)",
            Kind.H2, "coalesce(@owner, 0)",
            Kind.SQLITE, "(select recursive_triggers from pragma_recursive_triggers)");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_setting_of_a_data_step_of_db_create_does_not_reach_the_next(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.write("db/model.yaml", "tables:\n  t: {columns: {id: integer}, primary_key: [id]}\n");
            project.script(
                    "a1",
                    "null",
                    "db_create: true\nupgrade:\n"
                            + "  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n"
                            + "  - bulk_insert: {table: t, rows: [{id: 100}]}\n"
                            + "  - execute: \"" + SETTING.get(kind) + "\"\n  - execute: insert into t values (50)\n");
            project.script(
                    "a2",
                    "a1",
                    "db_create: true\nupgrade:\n  - execute: \"insert into t select " + PROBE.get(kind) + "\"\n");
            try (Trellis trellis = project.trellis()) {
                trellis.createDatabase(there -> true, SeedValues.NONE);
            }
            assertEquals(List.of("0", "50", "100"), project.database().query("select id from t order by id"));
            assertEquals(List.of("a2"), project.database().query("select version_num from trellis_version"));
        }
    }
}
