package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.InspectionDiff;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database without migrations becomes one or several branches. */
@SuppressWarnings("NullAway.Init")
class DatabaseAdoptionTest {
    @TempDir
    Path folder;

    private static void create(TestDatabase database) {
        database.execute(
                "create table base_customer (id integer not null primary key, name varchar(100) not null)",
                "create table app_customer (id integer not null primary key, tier varchar(20) default 'bronze',"
                        + " constraint fk_app_customer foreign key (id) references base_customer (id) on delete cascade)",
                "create table app_order (id integer not null primary key, customer_id integer not null,"
                        + " constraint fk_app_order foreign key (customer_id) references base_customer (id))",
                "create index ix_app_order on app_order (customer_id)",
                "create table notes (id integer not null primary key, text varchar(200))",
                "create view app_bronze as select id from app_customer where tier = 'bronze'");
    }

    private Configuration configuration(TestDatabase database) {
        Map<String, BranchSettings> branches = new LinkedHashMap<>();
        branches.put("retail", new BranchSettings(folder.resolve("retail"), null, "base_", null, false));
        branches.put("app", new BranchSettings(folder.resolve("app"), null, null, null, false));
        branches.put("rest", new BranchSettings(folder.resolve("rest"), null, null, null, false));
        return Configuration.builder(folder.resolve("trellis.yaml"))
                .database(new DatabaseSettings(database.url(), database.user(), database.password(), null))
                .branches(branches)
                .build();
    }

    private AdoptionReport adopt(TestDatabase database, Map<String, String> settings) {
        return new Adoption(configuration(database), Extensions.NONE, Listener.NONE)
                .run(AdoptionRequest.of(Tool.DATABASE, folder)
                        .withLabels("retail", "app", "rest")
                        .withSettings(settings));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_tables_are_split_into_branches(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind);
                TestDatabase fresh = TestDatabase.open(kind)) {
            create(database);
            AdoptionReport report = adopt(database, Map.of("tables.app", "app_customer, app_o*, app_bronze"));
            assertEquals(List.of(), report.differences());
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(3, report.recorded().size());
            String model = Files.readString(folder.resolve("app/model.yaml"));
            assertTrue(model.contains("  app_customer:\n    extends: base_customer\n"), model);
            assertFalse(model.contains("  notes:"), model);
            Schema adopted;
            try (Trellis trellis = new Trellis(configuration(database), Extensions.NONE, Listener.NONE)) {
                trellis.checkHeads();
                assertEquals(3, trellis.check(null).size());
                trellis.check(null)
                        .forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
                adopted = trellis.inspect();
            }
            try (Trellis trellis = new Trellis(configuration(fresh), Extensions.NONE, Listener.NONE)) {
                trellis.upgrade("app@head", UpgradeOptions.NONE);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), InspectionDiff.between(named(adopted), named(trellis.inspect())));
                trellis.downgrade("base", none -> true);
                assertEquals(Map.of(), trellis.inspect().tables());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"H2", "POSTGRESQL"})
    void a_schema_becomes_a_branch(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            create(database);
            database.execute(
                    "create schema billing",
                    "create table billing.invoice (id integer not null primary key, customer_id integer)");
            if (kind == Kind.POSTGRESQL) {
                // H2 looks for a table without a schema in the schema of the table that refers to it.
                database.execute("alter table billing.invoice add constraint fk_invoice foreign key (customer_id)"
                        + " references public.base_customer (id)");
            }
            Map<String, String> settings = Map.of("tables.app", "app_*,notes", "tables.rest", "billing.*");
            AdoptionReport report = adopt(database, settings);
            assertEquals(List.of(), report.differences());
            assertEquals(3, report.recorded().size(), report.toString());
            String model = Files.readString(folder.resolve("rest/model.yaml"));
            assertTrue(model.startsWith("tables:\n  billing.invoice:\n"), model);
            try (Trellis trellis = new Trellis(configuration(database), Extensions.NONE, Listener.NONE)) {
                trellis.check(null)
                        .forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
            }
            assertEquals(List.of(), adopt(database, settings).recorded());
        }
    }

    @Test
    void a_dry_run_changes_nothing() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            create(database);
            AdoptionReport report = new Adoption(configuration(database), Extensions.NONE, Listener.NONE)
                    .run(AdoptionRequest.of(Tool.DATABASE, folder)
                            .withLabels("rest")
                            .withDryRun(true));
            assertFalse(report.isFinding(), report.toString());
            assertEquals(1, report.scripts().size());
            assertFalse(Files.exists(folder.resolve("rest")));
            assertEquals(List.of(), AdoptedProject.metadata(database));
        }
    }

    /** On SQLite the constraints of the original have no names, and those of the converted scripts have. */
    private static Schema named(Schema schema) {
        return schema.withEach(Naming.DEFAULT::named);
    }

    @Test
    void tables_of_no_branch_and_circular_branches_are_refused() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            create(database);
            assertRefused("cannot_convert", database, Map.of("tables.app", "app_*", "tables.rest", "other"));
            assertRefused("cannot_adopt", database, Map.of());
            assertRefused("cannot_adopt", database, Map.of("tables.apps", "app_*"));
            database.execute("create table base_circle (id integer references app_order (id))");
            assertRefused("cannot_convert", database, Map.of("tables.app", "app_*"));
            assertFalse(Files.exists(folder.resolve("app")));
        }
    }

    private void assertRefused(String name, TestDatabase database, Map<String, String> settings) {
        TrellisException refused = assertThrows(TrellisException.class, () -> adopt(database, settings));
        assertEquals(name, refused.name(), refused.problem().toString());
    }
}
