package dev.trellis.hibernate.mappings.documents;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class Documents {
    @Entity(name = "Document")
    static class Document {
        @Id
        long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> map;

        @JdbcTypeCode(SqlTypes.JSON)
        List<String> list;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        String text;
    }

    @Embeddable
    static class Address {
        String street;
        int number;
        Boolean verified;
    }
}
