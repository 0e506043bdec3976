package dev.trellis.hibernate.entities.check;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(check = @CheckConstraint(constraint = "id > 0"))
public class Checked {
    @Id
    long id;
}
