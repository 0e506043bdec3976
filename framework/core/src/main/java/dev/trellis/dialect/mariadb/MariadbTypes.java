package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlfamily.FamilyTypes;

/** The types of MariaDB, which has one for {@code uuid} and keeps JSON as text with a CHECK. */
final class MariadbTypes extends FamilyTypes {
    MariadbTypes() {
        super(MariadbDialect.NAME);
    }
}
