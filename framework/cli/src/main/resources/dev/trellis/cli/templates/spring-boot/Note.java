package @{package};

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A note: the table @{label}_note. The entities are the model of the branch '@{label}'. */
@Entity
public class @{Label}Note {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Column(nullable = false, length = 100)
    public String title;

    @JdbcTypeCode(SqlTypes.LONGVARCHAR)
    public String body;

    @Column(nullable = false)
    @ColumnDefault("CURRENT_TIMESTAMP")
    public Instant created;
}
