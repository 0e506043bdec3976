package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.SeedContext;
import dev.trellis.SeedValues;
import dev.trellis.Seeder;
import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.DriverConnection;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Seeders that change a protected table, Trellis's own tables or the session. */
class SeederAttackTest {
    private static final TableName CUSTOMER = TableName.of("customer");

    /** The acts of the seeder by a name that begins with the expected error. */
    private static final Map<String, Seeding> ATTACKS = new LinkedHashMap<>();

    static {
        ATTACKS.put(
                "protected_table by SQL",
                context -> context.handle().execute("alter table customer add column tier integer"));
        ATTACKS.put(
                "protected_table by the driver's connection",
                context -> DriverConnection.execute(
                        context.handle().getConnection(), "alter table customer add column tier integer"));
        ATTACKS.put("protected_table by dropping", context -> context.handle().execute("drop table customer"));
        ATTACKS.put(
                "protected_table by an operation",
                context -> context.apply(new AddColumn(CUSTOMER, Column.of("tier", ColumnType.parse("integer")))));
        ATTACKS.put("protected_table by a dropping operation", context -> context.apply(new DropTable(CUSTOMER)));
        ATTACKS.put(
                "protected_table by rows of the version table",
                context -> context.handle().execute("insert into trellis_version values ('a1')"));
        ATTACKS.put("transaction_control by SQL", context -> context.handle().execute("commit"));
        ATTACKS.put(
                "seeding_failed by the connection",
                context -> context.handle().getConnection().commit());
    }

    /** Statements that change the state of a session. */
    private static final Map<Kind, String> SETTINGS = Map.of(
            Kind.SQLITE, "pragma case_sensitive_like = 1",
            Kind.H2, "set schema information_schema",
            Kind.POSTGRESQL, "set search_path to pg_catalog",
            Kind.MARIADB, "use information_schema",
            Kind.MYSQL, "use information_schema");

    private static Seeding next = context -> {};

    @TempDir
    Path folder = Path.of("");

    private interface Seeding {
        void seed(SeedContext context) throws SQLException;
    }

    /** Runs the seeding of the present case. */
    public static final class Configured implements Seeder {
        @Override
        public String describe() {
            return "rows";
        }

        @Override
        public void seed(SeedContext context) throws SQLException {
            context.handle().execute("insert into app_note values (1)");
            next.seed(context);
        }
    }

    @TestFactory
    Stream<DynamicTest> a_seeder_that_changes_the_base_is_refused() {
        return Stream.of(Kind.values())
                .flatMap(kind -> ATTACKS.keySet().stream()
                        .map(attack -> DynamicTest.dynamicTest(kind + ": " + attack, () -> refused(kind, attack))));
    }

    private void refused(Kind kind, String attack) {
        try (TestProject project = project(kind);
                Trellis trellis = project.trellis(seeder(), Listener.NONE)) {
            next = Objects.requireNonNull(ATTACKS.get(attack));
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.createDatabase(all -> true, SeedValues.NONE));
            String text = e.problem().toString() + e.problem().advice();
            assertEquals(attack.replaceAll(" .*", ""), e.name(), text);
            assertTrue(text.contains(Configured.class.getName()) || e.name().equals("seeding_failed"), text);
            assertTrue(text.contains("run db-create again"), text);
            if (kind == Kind.SQLITE || kind == Kind.POSTGRESQL) {
                assertThrows(RuntimeException.class, () -> project.database().query("select * from app_note"));
            } else {
                assertEquals(List.of(), project.database().query("select version_num from trellis_version"));
            }
            next = context -> context.handle().execute("insert into customer values (1, 'Ann')");
            trellis.createDatabase(all -> true, SeedValues.NONE);
            assertEquals(List.of("1|Ann"), project.database().query("select * from customer"));
            assertEquals(List.of("1"), project.database().query("select * from app_note"));
        }
    }

    @TestFactory
    Stream<DynamicTest> the_settings_of_a_seeder_do_not_outlast_it() {
        return SETTINGS.entrySet().stream()
                .map(setting -> DynamicTest.dynamicTest(setting.toString(), () -> {
                    try (TestProject project = project(setting.getKey());
                            Trellis trellis = project.trellis(seeder(), Listener.NONE)) {
                        next = context -> context.handle().execute(setting.getValue());
                        trellis.createDatabase(all -> false, SeedValues.NONE);
                        assertEquals(
                                List.of("a1", "b1"),
                                project.database().query("select version_num from trellis_version order by 1"));
                        assertEquals(List.of("1"), project.database().query("select * from app_note"));
                    }
                }));
    }

    private TestProject project(Kind kind) {
        TestProject project = new TestProject(kind, folder.resolve("p" + System.nanoTime()))
                .with("  vendor: {directory: base, protected: true}\n");
        project.write("base/model.yaml", """
                tables:
                  customer: {columns: {id: integer, name: string(20)}, primary_key: [id]}
                """);
        project.write("base/b1.yaml", """
                revision: b1
                branch_labels: [vendor]
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: string(20)}, primary_key: [id]}
                """);
        project.write("db/model.yaml", "tables: {app_note: {columns: {id: integer}, primary_key: [id]}}\n");
        project.script("a1", "null", """
                upgrade:
                  - create_table: {name: app_note, columns: {id: integer}, primary_key: [id]}
                """);
        return project;
    }

    private static Extensions seeder() {
        return Extensions.builder()
                .loader(SeederAttackTest.class.getClassLoader())
                .add(ExtensionPoint.SEEDER, Configured.class)
                .build();
    }
}
