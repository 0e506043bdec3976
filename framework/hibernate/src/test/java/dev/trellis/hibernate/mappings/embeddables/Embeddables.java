package dev.trellis.hibernate.mappings.embeddables;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

public final class Embeddables {
    @Embeddable
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        UUID store;
        int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number && Objects.equals(key.store, store);
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @Embeddable
    static class Period {
        Instant begin;

        @Column(name = "finish")
        Instant end;
    }

    @Embeddable
    record Money(long amount, @Column(length = 3) String currency) {}

    @Entity(name = "Shift")
    static class Shift {
        @EmbeddedId
        Key key;

        @Embedded
        Period period;

        @Embedded
        @AttributeOverride(name = "begin", column = @Column(name = "pause_begin"))
        @AttributeOverride(name = "end", column = @Column(name = "pause_end", nullable = false))
        Period pause;

        Money wage;
    }
}
