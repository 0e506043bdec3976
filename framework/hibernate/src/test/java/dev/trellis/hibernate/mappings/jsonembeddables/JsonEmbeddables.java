package dev.trellis.hibernate.mappings.jsonembeddables;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class JsonEmbeddables {
    @Entity(name = "Customer")
    static class Customer {
        @Id
        long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Address address;
    }

    @Embeddable
    static class Address {
        String street;
        int number;
        Boolean verified;
    }
}
