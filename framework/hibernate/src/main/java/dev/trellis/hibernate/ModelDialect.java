package dev.trellis.hibernate;

import java.util.Collection;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * The dialect for which Hibernate maps the entities: the dialect of PostgreSQL, which distinguishes uuid, json, time zones
 * and named enumerations. The class omits the checks that Hibernate would add for enumerations and discriminators.
 */
final class ModelDialect extends PostgreSQLDialect {

    ModelDialect() {
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
