package dev.trellis.spring.boot.adopted;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An order, for which Hibernate creates more than the model contains: a check, a unique constraint and a NOT NULL. */
@Entity
@Table(indexes = @Index(columnList = "orderNumber", unique = true))
public class StoreOrder {
    /** The states of an order. */
    public enum State {
        OPEN,
        PAID
    }

    @Id
    public long id;

    public int orderNumber;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @Column(length = 10)
    public State state = State.OPEN;

    @CreationTimestamp
    public Instant orderedAt = Instant.EPOCH;
}
