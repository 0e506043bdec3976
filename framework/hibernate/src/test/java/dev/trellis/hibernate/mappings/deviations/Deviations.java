package dev.trellis.hibernate.mappings.deviations;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.YesNoConverter;

/** One table with every kind of deviation from the model in a schema that Hibernate has created. */
public final class Deviations {
    enum State {
        OPEN,
        PAID
    }

    @Embeddable
    static class Key {
        @Column(length = 30)
        String shop;

        int number;

        @Column(length = 10)
        String season;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && number == key.number
                    && Objects.equals(shop, key.shop)
                    && Objects.equals(season, key.season);
        }

        @Override
        public int hashCode() {
            return Objects.hash(shop, number, season);
        }
    }

    @Entity(name = "Invoice")
    @Table(
            name = "invoice",
            check = @CheckConstraint(name = "positive_total", constraint = "total > 0"),
            indexes = {
                @Index(columnList = "code", unique = true),
                @Index(name = "by_letter", columnList = "letter, code", unique = true)
            })
    static class Invoice {
        @EmbeddedId
        Key id;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Column(length = 12)
        State state;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Column(length = 12, check = @CheckConstraint(constraint = "prior <> 'PAID'"))
        State prior;

        @Convert(converter = YesNoConverter.class)
        Boolean printed;

        @Column(nullable = false)
        int total;

        @Column(length = 20)
        String code;

        @Column(length = 20)
        String note;

        @Column(length = 5)
        String letter;

        @CreationTimestamp
        Instant created;

        @GeneratedColumn("total * 2")
        Integer doubled;
    }
}
