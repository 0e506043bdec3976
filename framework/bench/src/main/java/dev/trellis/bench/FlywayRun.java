package dev.trellis.bench;

import org.flywaydb.core.Flyway;

/** Flyway as a process; the arguments are {@code migrate} or {@code info}, URL, user, password and folder. */
final class FlywayRun {
    private FlywayRun() {}

    public static void main(String... args) {
        Flyway flyway = Flyway.configure()
                .dataSource(args[1], args[2], args[3])
                .locations("filesystem:" + args[4])
                .load();
        if (args[0].equals("info")) {
            System.out.println(flyway.info().all().length);
        } else {
            System.out.println(flyway.migrate().migrationsExecuted);
        }
    }
}
