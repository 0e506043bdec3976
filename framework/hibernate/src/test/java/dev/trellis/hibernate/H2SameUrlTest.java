package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.branch.Branch;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.hibernate.rooms.Room;
import dev.trellis.report.DiffReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application on H2 with the URL of the configuration finds what Trellis creates: no {@code Table "N_ROOM" not found}. */
class H2SameUrlTest {
    private static final String CREATE = """
            revision: aaaaaaaaaaaa
            down_revision: null
            branch_labels: [app]
            message: create
            upgrade:
              - create_table: {name: n_room, columns: {id: bigint, name: string(20), value: integer}, primary_key: [id], unique: [[name]]}
              - create_table: {name: "Hall", columns: {id: bigint}, primary_key: [id]}
              - execute: insert into n_room (id, name) values (1, 'first')
              - add_column: {table: memo, name: more, type: integer}
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";MODE=PostgreSQL",
                ";MODE=MySQL",
                ";DATABASE_TO_LOWER=TRUE",
                ";DATABASE_TO_UPPER=FALSE",
                ";DATABASE_TO_UPPER=TRUE",
                ";CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            })
    void jdbc_and_hibernate_find_the_tables_of_trellis_with_the_same_url(String settings) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("app") + settings;
        execute(url, "create table memo (id bigint primary key)");
        try (Trellis trellis = trellis(url, CREATE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }

        assertEquals("first", query(url, "select name from n_room"));
        assertEquals("1", query(url, "select count(*) from n_room where \"value\" is null"));
        assertEquals("0", query(url, "select count(*) from \"Hall\""));
        assertEquals("0", query(url, "select count(more) from memo"));
        assertEquals("aaaaaaaaaaaa", query(url, "select * from trellis_version"));
        try (SessionFactory sessions = sessions(url)) {
            sessions.inTransaction(session -> session.persist(new Room(2, "second")));
            assertEquals(
                    "first",
                    sessions.fromTransaction(
                            session -> session.find(Room.class, 1L).name()));
        }
        try (Connection open = DriverManager.getConnection(url, "sa", "");
                Trellis trellis = trellis(url, CREATE)) {
            assertEquals(false, open.isClosed());
            assertEquals(
                    List.of("drop table Hall"),
                    trellis.check(null).stream()
                            .map(DiffReport::operations)
                            .findFirst()
                            .orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";MODE=PostgreSQL", ";DATABASE_TO_UPPER=TRUE"})
    void tables_that_were_created_in_quotes_are_still_found(String settings) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("app") + settings;
        execute(url, "create table \"memo\" (\"id\" bigint primary key)");
        execute(url, "create table \"n_room\" (\"id\" bigint, \"name\" varchar(20))");
        try (Trellis trellis = trellis(url, """
                revision: aaaaaaaaaaaa
                down_revision: null
                branch_labels: [app]
                message: change
                upgrade:
                  - add_column: {table: memo, name: more, type: integer}
                  - execute: insert into n_room (id, name) values (1, 'first')
                """)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        assertEquals("first", query(url, "select \"name\" from \"n_room\""));
    }

    private Trellis trellis(String url, String script) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("aaaaaaaaaaaa_create.yaml"), script);
        Path file = folder.resolve("trellis.yaml");
        Files.writeString(file, "database: {url: \"${URL}\", user: sa}\n");
        Branch branch = Branch.builder("app", "the test")
                .scripts(Branch.ScriptLocation.folder(scripts))
                .model(EntityModel.inPackagesOf(Room.class))
                .build();
        return new Trellis(
                ConfigurationReader.read(file, null, Map.of("URL", url), name -> null),
                Extensions.builder().branch(branch).build(),
                Listener.NONE);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    private static SessionFactory sessions(String url) {
        return new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting("hibernate.connection.url", url)
                        .applySetting("hibernate.connection.username", "sa")
                        // Hibernate does not find even its own tables in the catalogue where H2 keeps the case of
                        // unquoted names.
                        .applySetting("hibernate.hbm2ddl.auto", url.endsWith("UPPER=FALSE") ? "none" : "validate")
                        .build())
                .addAnnotatedClass(Room.class)
                .buildMetadata()
                .buildSessionFactory();
    }
}
