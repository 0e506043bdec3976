package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.report.SchemaDiffReport;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema of the scripts is the one that an upgrade creates, in each notation and on each database. */
@SuppressWarnings("NullAway.Init")
class SchemaQueryTest {
    @TempDir
    private Path folder;

    private static void scripts(TestProject project) {
        project.script("a1", "null", """
                upgrade:
                  - create_table:
                      name: owner
                      columns: {id: {type: bigint, identity: true}, name: {type: string(40), nullable: false}}
                      primary_key: [id]
                      unique: [[name]]
                  - create_table:
                      name: pet
                      columns:
                        id: integer
                        owner_id: bigint
                        born: date
                        weight: {type: "numeric(6,2)", default: 1.5}
                      primary_key: [id]
                      foreign_keys: [{columns: [owner_id], references: owner(id), on_delete: cascade}]
                      checks: [{name: heavy, sql: weight > 0}]
                      indexes: [{columns: [born]}]
                """);
        project.script("a2", "a1", """
                upgrade:
                  - rename_table: {table: pet, to: animal}
                  - alter_column: {table: animal, name: born, rename: birthday}
                  - add_column: {table: animal, name: note, type: text}
                """);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_statements_create_the_schema_of_an_upgrade(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder);
                TestDatabase other = TestDatabase.open(kind)) {
            scripts(project);
            List<String> lines = new ArrayList<>();
            Schema upgraded;
            try (Trellis trellis = project.trellis()) {
                trellis.schemaSql("heads", null, lines::add);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                upgraded = trellis.inspect();
            }
            try (Connection connection = other.connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : String.join("\n", lines).split(";\n|;$")) {
                    statement.execute(sql);
                }
                Schema created = TestProject.dialect(kind).inspect(connection, List.of());
                assertEquals(List.of(), InspectionDiff.between(upgraded, created));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_database_at_the_heads_does_not_differ_from_the_scripts(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            scripts(project);
            project.upgrade();
            try (Trellis trellis = project.trellis()) {
                assertEquals(List.of(), trellis.diff("database", "heads").operations());
                assertEquals(List.of(), trellis.diff("heads", "database").operations());
                SchemaDiffReport back = trellis.diff("database", "a1");
                assertFalse(back.operations().isEmpty());
                List<String> sql = new ArrayList<>();
                trellis.diffSql("database", "a1", sql::add);
                assertFalse(sql.isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_model_creates_the_same_schema(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            scripts(project);
            try (Trellis trellis = project.trellis()) {
                String yaml = trellis.schemaModel("heads", "app").yaml();
                Schema read = new ModelReader(Naming.DEFAULT, name -> Optional.empty())
                        .read(YamlReader.read("model.yaml", yaml));
                assertEquals(trellis.schema("heads").tables(), read.tables());
                assertEquals(
                        trellis.schema("a1").tables().keySet().toString(),
                        new ModelReader(Naming.DEFAULT, name -> Optional.empty())
                                .read(YamlReader.read(
                                        "model.yaml",
                                        trellis.schemaModel("a1", "app").yaml()))
                                .tables()
                                .keySet()
                                .toString());
            }
        }
    }
}
