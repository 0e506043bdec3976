package dev.trellis.hibernate.mappings.uuids;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

public final class Uuids {
    @Entity(name = "Item")
    static class Item {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        UUID other;

        @JdbcTypeCode(SqlTypes.CHAR)
        UUID inText;

        @JdbcTypeCode(SqlTypes.VARCHAR)
        UUID inVarchar;

        @JdbcTypeCode(SqlTypes.BINARY)
        UUID inBinary;
    }

    @Entity(name = "Part")
    static class Part {
        @Id
        @UuidGenerator(style = UuidGenerator.Style.TIME)
        UUID id;

        @ManyToOne
        Item item;
    }

    @Entity(name = "Word")
    static class Word {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        String id;

        String text;
    }
}
