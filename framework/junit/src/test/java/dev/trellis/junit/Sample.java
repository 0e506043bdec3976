package dev.trellis.junit;

import dev.trellis.TrellisBuilder;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.EnumMap;
import java.util.Map;

/** The setups of the sample project: a protected base with an app and a plugin, on a database of each kind. */
abstract class Sample implements TrellisTestSetup {
    private static final Map<Kind, TestDatabase> SERVERS = new EnumMap<>(Kind.class);

    private final Kind kind;

    Sample(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void configure(TrellisBuilder trellis) {
        TestDatabase server = server(kind);
        branches(trellis.database(server.url(), server.user(), server.password()));
    }

    static void branches(TrellisBuilder trellis) {
        trellis.branch(
                        "base_shop",
                        branch -> branch.scripts("classpath:samples/base").isProtected(true))
                .branch("app", branch -> branch.scripts("classpath:samples/app").tablePrefix("app_"))
                .branch(
                        "extra",
                        branch -> branch.scripts("classpath:samples/extra").tablePrefix("extra_"));
    }

    /** Returns the configured database, next to which the extension creates others. */
    static synchronized TestDatabase server(Kind kind) {
        return SERVERS.computeIfAbsent(kind, TestDatabase::open);
    }

    static final class OnSqlite extends Sample {
        OnSqlite() {
            super(Kind.SQLITE);
        }
    }

    static final class OnH2 extends Sample {
        OnH2() {
            super(Kind.H2);
        }
    }

    static final class OnPostgresql extends Sample {
        OnPostgresql() {
            super(Kind.POSTGRESQL);
        }
    }

    static final class OnMariadb extends Sample {
        OnMariadb() {
            super(Kind.MARIADB);
        }
    }

    static final class OnMysql extends Sample {
        OnMysql() {
            super(Kind.MYSQL);
        }
    }

    /** The branches only; the server comes from a system property. */
    static final class OnConfiguredServer implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            branches(trellis);
        }
    }
}
