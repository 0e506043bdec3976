package dev.trellis.internal.workspace;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.internal.connection.Session;
import java.util.List;

/** The dialects: the built-in ones and those of plugins, which take precedence. */
public final class Dialects {
    private static final List<Dialect> BUILT_IN = List.of(
            new SqliteDialect(), new PostgresqlDialect(), new MariadbDialect(), new MysqlDialect(), new H2Dialect());

    private Dialects() {}

    /** Returns the dialects of plugins, then the built-in ones. */
    public static List<Dialect> all(Extensions extensions) {
        List<Dialect> dialects = extensions.createAll(ExtensionPoint.DIALECT);
        dialects.addAll(BUILT_IN);
        return dialects;
    }

    /**
     * Returns the dialect of a database.
     *
     * @throws dev.trellis.internal.connection.DatabaseException {@code unknown_database} if no dialect accepts the URL
     */
    public static Dialect of(DatabaseSettings settings, Extensions extensions) {
        return Session.dialect(settings, all(extensions));
    }
}
