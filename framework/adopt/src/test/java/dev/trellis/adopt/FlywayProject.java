package dev.trellis.adopt;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A project of Flyway in a temporary folder, and the project of Trellis that adopts it into the branch {@code shop}. */
final class FlywayProject extends AdoptedProject {

    private final Map<String, String> placeholders = new HashMap<>();

    FlywayProject(Path folder) {
        super(folder, "db/shop");
    }

    /** Returns a project with tables, rows, placeholders, an undo migration and a repeatable view. */
    static FlywayProject shop(Path folder, Kind kind) {
        FlywayProject project = new FlywayProject(folder);
        project.write("flyway.toml", """
                [flyway]
                locations = ["filesystem:migrations"]
                [flyway.placeholders]
                Greeting = "hello"
                """);
        project.placeholders.put("Greeting", "hello");
        project.write("migrations/V1__create_customer.sql", """
                -- The customers; upgrade with care.
                create table customer (
                    id integer not null primary key,
                    name varchar(100) not null,
                    note varchar(200) default 'none; really'
                );

                create index ix_customer_name on customer (name);
                """);
        project.write("migrations/V1_1__create_orders.sql", """
                create table orders (
                    id integer not null primary key,
                    customer_id integer not null,
                    amount numeric(10, 2) not null,
                    constraint fk_orders_customer foreign key (customer_id) references customer (id)
                );
                create table customer_detail (
                    id integer not null primary key,
                    phone varchar(40),
                    constraint fk_detail foreign key (id) references customer (id) on delete cascade
                );
                """);
        project.write("migrations/V2__seed.sql", "insert into customer (id, name) values (1, '${greeting}');\n");
        project.write("migrations/V10__add_email.sql", "alter table customer add column email varchar(200);\n");
        project.write("migrations/U10__add_email.sql", "alter table customer drop column email;\n");
        project.write("migrations/R__named_customer.sql", """
                -- Customers with a name.
                %sview named_customer as select id, name from customer where name <> '';
                """.formatted(
                        kind == Kind.SQLITE ? "drop view if exists named_customer;\ncreate " : "create or replace "));
        return project;
    }

    /** Applies the migrations with Flyway. */
    void migrate(TestDatabase database) {
        flyway(database).load().migrate();
    }

    FluentConfiguration flyway(TestDatabase database) {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("filesystem:" + folder.resolve("migrations"))
                .placeholders(placeholders);
    }

    /** Returns the names of the files in the folder of the converted scripts. */
    List<String> files() {
        if (!Files.exists(scripts())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(scripts())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> scripts().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    AdoptionRequest request() {
        return AdoptionRequest.of(Tool.FLYWAY, folder).withLabels(BRANCH);
    }
}
