package dev.trellis.hibernate.mappings.namedenumerations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class NamedEnumerations {
    enum Size {
        SMALL,
        LARGE
    }

    @Entity(name = "Shirt")
    static class Shirt {
        @Id
        long id;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        Size size;
    }
}
