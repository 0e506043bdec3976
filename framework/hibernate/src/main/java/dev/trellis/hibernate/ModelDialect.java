package dev.trellis.hibernate;

import java.util.Collection;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * The database that Hibernate is told of: one that tells uuid, json, time zones and named enumerations apart, and has no
 * CHECKs that Hibernate could invent for enumerations and discriminators.
 */
public final class ModelDialect extends PostgreSQLDialect {

    /** Called by Hibernate. */
    public ModelDialect() {
        super(DatabaseVersion.make(17));
    }

    @Override
    public boolean supportsColumnCheck() {
        return false;
    }

    @Override
    public boolean supportsTableCheck() {
        return false;
    }

    @Override
    public String getCheckCondition(String columnName, Collection<?> valueSet, JdbcType jdbcType) {
        return "";
    }
}
