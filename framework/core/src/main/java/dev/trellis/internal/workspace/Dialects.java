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

/** The databases that are known: Trellis's own and those that plugins bring, which are asked first. */
public final class Dialects {
    private static final List<Dialect> OWN = List.of(
            new SqliteDialect(), new PostgresqlDialect(), new MariadbDialect(), new MysqlDialect(), new H2Dialect());

    private Dialects() {}

    public static List<Dialect> all(Extensions extensions) {
        List<Dialect> dialects = extensions.createAll(ExtensionPoint.DIALECT);
        dialects.addAll(OWN);
        return dialects;
    }

    /** @throws dev.trellis.internal.connection.DatabaseException when none accepts the URL */
    public static Dialect of(DatabaseSettings settings, Extensions extensions) {
        return Session.dialect(settings, all(extensions));
    }
}
