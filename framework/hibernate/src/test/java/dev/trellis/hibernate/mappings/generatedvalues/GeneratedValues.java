package dev.trellis.hibernate.mappings.generatedvalues;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.UpdateTimestamp;

public final class GeneratedValues {
    @Entity(name = "GeneratedRow")
    @DynamicInsert
    static class Values {
        @Id
        long id;

        @CreationTimestamp
        @Column(nullable = false, updatable = false)
        Instant created;

        @CreationTimestamp
        LocalDateTime createdLocally;

        @CreationTimestamp
        OffsetDateTime createdWithOffset;

        @UpdateTimestamp
        Instant updated;

        @CurrentTimestamp
        Instant currently;

        @Column(length = 20)
        String firstName;

        @Column(length = 20)
        String lastName;

        @GeneratedColumn("upper(first_name)")
        @Column(length = 50)
        String whole;

        @Generated
        @ColumnDefault("7")
        int ranking;

        @Generated
        @ColumnDefault("'new'")
        @Column(length = 10, nullable = false)
        String state;

        @ColumnDefault("true")
        boolean opened;
    }
}
