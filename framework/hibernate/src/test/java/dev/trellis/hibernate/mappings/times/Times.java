package dev.trellis.hibernate.mappings.times;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;

public final class Times {
    @Entity(name = "Event")
    static class Event {
        @Id
        long id;

        LocalDate onDay;
        LocalTime atTime;
        LocalDateTime locally;
        Instant moment;
        OffsetDateTime withOffset;
        ZonedDateTime zoned;

        @TimeZoneStorage(TimeZoneStorageType.NORMALIZE)
        OffsetDateTime normalized;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetDateTime withColumn;

        @Column(secondPrecision = 3)
        Instant inMilliseconds;

        @Column(secondPrecision = 0)
        LocalDateTime inSeconds;

        java.sql.Timestamp sqlTimestamp;
        java.util.Date utilDate;
        java.sql.Date sqlDate;
        java.sql.Time sqlTime;
        Duration took;
        Year inYear;

        @Version
        Instant version;
    }
}
