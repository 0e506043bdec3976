package dev.trellis.bench;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway as a process, whose arguments are {@code migrate} or {@code info}, URL, user, password and folder. */
final class FlywayRun {
    private FlywayRun() {}

    public static void main(String... args) throws InterruptedException {
        if (args[0].equals("fleet")) {
            FleetLoop.run(args, target -> {
                FluentConfiguration configuration = Flyway.configure()
                        .dataSource(target.url(), args[2], args[3])
                        .locations("filesystem:" + args[6]);
                (target.schema() == null ? configuration : configuration.schemas(target.schema()))
                        .load()
                        .migrate();
            });
            return;
        }
        Flyway flyway = flyway(args[1], args[2], args[3], args[4]);
        if (args[0].equals("info")) {
            System.out.println(flyway.info().all().length);
        } else {
            System.out.println(flyway.migrate().migrationsExecuted);
        }
    }

    /** Returns the action that removes everything from a database and migrates it again. */
    static Runnable cleanAndMigrate(String url, String user, String password, Path scripts) {
        Flyway flyway = flyway(url, user, password, scripts.toString());
        return () -> {
            flyway.clean();
            flyway.migrate();
        };
    }

    private static Flyway flyway(String url, String user, String password, String scripts) {
        return Flyway.configure()
                .dataSource(url, user, password)
                .locations("filesystem:" + scripts)
                .cleanDisabled(false)
                .load();
    }
}
