package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A foreign key whose column has another type than the referenced column is an error before anything is written or run. */
class ReferenceTypesTest {
    private static final Map<Kind, String> MESSAGES = Map.of(
            Kind.MYSQL,
            "the foreign key of shop_order.customer (binary(16)) refers to customer.id (char(36)): mysql requires the same"
                    + " type",
            Kind.MARIADB,
            "the foreign key of shop_order.customer (binary(16)) refers to customer.id (uuid): mariadb requires the same"
                    + " type",
            Kind.POSTGRESQL,
            "the foreign key of shop_order.customer (blob) refers to customer.id (uuid): postgresql requires the same type");

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> a_key_of_another_type_is_refused_with_both_types() {
        return MESSAGES.keySet().stream().map(kind -> DynamicTest.dynamicTest(kind.name(), () -> refuse(kind)));
    }

    private void refuse(Kind kind) throws IOException {
        try (TestProject site = new TestProject(kind, folder.resolve(kind.name()))) {
            site.write("db/model.yaml", """
                    tables:
                      customer: {columns: {id: uuid}, primary_key: [id]}
                      shop_order:
                        columns: {id: integer, customer: {mysql: binary(16), mariadb: binary(16), default: binary(16)}}
                        primary_key: [id]
                        foreign_keys: [{columns: [customer], references: customer(id)}]
                    """);
            try (Trellis trellis = site.trellis()) {
                requireRefusal(kind, () -> trellis.check("app"));
                requireRefusal(
                        kind, () -> trellis.autogenerate(RevisionRequest.of("begin", "app@head"), rename -> false));
                requireRefusal(kind, () -> trellis.createDatabase(existing -> true, SeedValues.NONE));
            }
            assertEquals(
                    List.of("0"),
                    site.database()
                            .query("select count(*) from information_schema.tables where table_schema = "
                                    + (kind == Kind.POSTGRESQL ? "current_schema()" : "database()")));
            try (Stream<Path> files = Files.list(site.folder().resolve("db"))) {
                assertEquals(
                        List.of("model.yaml"),
                        files.map(file -> file.getFileName().toString()).toList());
            }
        }
    }

    private static void requireRefusal(Kind kind, Executable executable) {
        Problem problem = assertThrows(TrellisException.class, executable).problem();
        assertEquals("mismatched_types", problem.name());
        assertEquals(MESSAGES.get(kind), problem.message());
        boolean isUuidOfMysql = kind == Kind.MYSQL;
        assertTrue(
                String.valueOf(problem.advice())
                        .contains(
                                isUuidOfMysql
                                        ? ".setting(\"mysql\", \"hibernate.type.preferred_uuid_jdbc_type\", \"CHAR\")"
                                        : "Give both columns the same type."),
                problem.toString());
    }

    /** InnoDB compares the bytes: such a key is useless, but its table can still be compared. */
    @TestFactory
    Stream<DynamicTest> a_key_that_exists_already_is_no_error() {
        return Stream.of(Kind.MYSQL, Kind.MARIADB)
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> compareExisting(kind)));
    }

    private void compareExisting(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder.resolve("existing-" + kind))) {
            site.database()
                    .execute(
                            "create table customer (id decimal(10,2) primary key)",
                            "create table shop_order (id int primary key, customer binary(16), constraint"
                                    + " fk_shop_order_customer_customer foreign key (customer) references customer (id))");
            site.write("db/model.yaml", """
                    tables:
                      customer: {columns: {id: "numeric(10,2)"}, primary_key: [id]}
                      shop_order:
                        columns: {id: integer, customer: {mysql: binary(16), mariadb: binary(16), default: binary(16)}}
                        primary_key: [id]
                        foreign_keys: [{columns: [customer], references: customer(id)}]
                    """);
            try (Trellis trellis = site.trellis()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
        }
    }
}
