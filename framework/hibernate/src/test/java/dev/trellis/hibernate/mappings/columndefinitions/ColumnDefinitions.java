package dev.trellis.hibernate.mappings.columndefinitions;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

public final class ColumnDefinitions {
    @Entity(name = "Defined")
    @Table(check = @CheckConstraint(name = "size_in_range", constraint = "size between 1 and 99"))
    static class Defined {
        @Id
        long id;

        @Column(columnDefinition = "varchar(20) not null")
        String required;

        @Column(columnDefinition = "varchar(20) default 'x' not null")
        String withDefault;

        @Column(columnDefinition = "varchar(20) not null default 'it''s (not null)' unique")
        String once;

        @Column(columnDefinition = "integer NOT NULL DEFAULT 5 check (positive > 0)")
        int positive;

        @Column(columnDefinition = "numeric(10,2)", precision = 10, scale = 2)
        BigDecimal price;

        @Column(nullable = false, check = @CheckConstraint(constraint = "size > 0"))
        int size;

        @Column(check = @CheckConstraint(name = "weight_in_range", constraint = "weight < 1000"))
        int weight;
    }
}
