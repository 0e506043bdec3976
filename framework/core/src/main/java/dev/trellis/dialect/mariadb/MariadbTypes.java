package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlbase.MysqlBaseTypes;

/** The types of MariaDB, which has {@code uuid} and stores JSON as text with a CHECK. */
final class MariadbTypes extends MysqlBaseTypes {
    MariadbTypes() {
        super(MariadbDialect.NAME);
    }
}
