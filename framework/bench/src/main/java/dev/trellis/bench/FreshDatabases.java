package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Provides fresh databases, as tests need them, and prints the median cost of one in seconds. A cost includes one query and the
 * removal of the database. The arguments are a {@link Contender}, the URL, user and password of an empty database, its
 * {@link Kind}, and the folder with the scripts.
 */
final class FreshDatabases {
    /** Precedes the printed number. */
    static final String RESULT = "seconds: ";

    /** The number of databases that are created by migrating, which takes hundreds of times as long as a copy. */
    private static final int MIGRATED = 10;

    /** The number of first databases that do not count: they contain the loading of classes and the creation of a template. */
    private static final int WARM_UP = 3;

    private FreshDatabases() {}

    /** The ways to a fresh database; the first one is the floor. */
    enum Contender {
        FLOOR("bare clone"),
        TEMPLATE("trellis, @TrellisTest"),
        FROM_EMPTY("trellis, migrating from empty"),
        FLYWAY("flyway, clean and migrate");

        private final String label;

        Contender(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** One way to use a fresh database. */
    private interface Use {
        void run() throws Exception;
    }

    public static void main(String... args) throws Exception {
        DatabaseFactory databases =
                new DatabaseFactory(args[1], args[2], args[3], Kind.valueOf(args[4]), Path.of(args[5]));
        List<Long> costs = switch (Contender.valueOf(args[0])) {
            case FLOOR -> {
                databases.upgrade(databases.url());
                yield FreshDatabaseTests.costs(FreshDatabaseTests.Bare.class, databases);
            }
            case TEMPLATE -> FreshDatabaseTests.costs(FreshDatabaseTests.Template.class, databases);
            case FROM_EMPTY -> fromEmpty(databases);
            case FLYWAY -> flyway(databases);
        };
        List<Long> sorted =
                costs.subList(WARM_UP, costs.size()).stream().sorted().toList();
        System.out.println("\n" + RESULT + sorted.get(sorted.size() / 2) / 1e9);
        System.exit(0);
    }

    private static List<Long> fromEmpty(DatabaseFactory databases) throws Exception {
        String fresh = databases.urlOf("fresh_");
        return costs(() -> {
            databases.create(fresh);
            databases.upgrade(fresh);
            databases.query(fresh);
            databases.drop(fresh);
        });
    }

    private static List<Long> flyway(DatabaseFactory databases) throws Exception {
        Runnable cleanAndMigrate = databases.flyway();
        return costs(() -> {
            cleanAndMigrate.run();
            databases.query(databases.url());
        });
    }

    private static List<Long> costs(Use use) throws Exception {
        List<Long> costs = new ArrayList<>();
        for (int i = 0; i < MIGRATED; i++) {
            long start = System.nanoTime();
            use.run();
            costs.add(System.nanoTime() - start);
        }
        return costs;
    }
}
